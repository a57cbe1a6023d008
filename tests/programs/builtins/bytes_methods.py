def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
for b in (b'abc', bytearray(b'abc')):
    print(type(b))
    t(lambda: b.center()); t(lambda: b.center('x')); t(lambda: b.center(5, 'x')); t(lambda: b.center(5, b'xx')); t(lambda: b.center(5, bytearray(b'x'))); t(lambda: b.center(5,b'x',1)); t(lambda: b.center(width=5))
    t(lambda: b.ljust(5, 1)); t(lambda: b.rjust(5.0)); t(lambda: b.zfill()); t(lambda: b.zfill('a')); t(lambda: b.zfill(2)); t(lambda: b.zfill(2) is b); t(lambda: b.center(2) is b)
    t(lambda: b.expandtabs(tabsize=4)); t(lambda: b.expandtabs('a')); t(lambda: b.expandtabs(1,2)); t(lambda: b.expandtabs(x=2)); t(lambda: b.expandtabs() is b)
    t(lambda: b.splitlines(1,2)); t(lambda: b.splitlines(keepends=True)); t(lambda: b.splitlines(x=1)); t(lambda: b.splitlines()[0] is b)
    t(lambda: b.partition()); t(lambda: b.partition('b')); t(lambda: b.partition(b'')); t(lambda: b.partition(1)); t(lambda: b.partition(b'b')); t(lambda: b.rpartition(b'z')); t(lambda: b.partition(b'z')); t(lambda: b.partition(b'z')[0] is b); t(lambda: b.rpartition(b'z')[2] is b)
    t(lambda: b.partition(bytearray(b'b'))); s=b'b'; t(lambda: b.partition(s)[1] is s); s=bytearray(b'b'); t(lambda: b.partition(s)[1] is s); t(lambda: b.rpartition(b''))
    t(lambda: b.removeprefix('a')); t(lambda: b.removeprefix(b'a')); t(lambda: b.removeprefix(b'z') is b); t(lambda: b.removesuffix(b'') is b); t(lambda: b.removeprefix()); t(lambda: b.removesuffix(1));
    t(lambda: b.maketrans(b'ab')); t(lambda: b.maketrans(b'ab', b'c')); t(lambda: b.maketrans('a', 'b')); t(lambda: b.maketrans(b'ab', bytearray(b'cd'))[95:102])
    t(lambda: b.translate()); t(lambda: b.translate('a')); t(lambda: b.translate(b'a')); t(lambda: b.translate(None)); t(lambda: b.translate(None) is b); t(lambda: b.translate(None, b'a')); t(lambda: b.translate(None, delete=b'a')); t(lambda: b.translate(None, delete='a')); t(lambda: b.translate(bytes(range(256))) is b); t(lambda: b.translate(1)); t(lambda: b.translate(None, b'z') is b); t(lambda: b.translate(None, x=1)); t(lambda: b.translate(None,1,2))
    t(lambda: b.isspace()); t(lambda: b.istitle()); t(lambda: b.isspace(1))
    t(lambda: b.__mod__(())); t(lambda: b.__rmod__(())); t(lambda: b.__rmod__(b'%d')); t(lambda: b.__imul__(2)); t(lambda: b.__getnewargs__()); t(lambda: b.__bytes__()); t(lambda: b.__bytes__() is b)
    t(lambda: b.fromhex('a')); t(lambda: b.fromhex('zz')); t(lambda: b.fromhex('ab c')); t(lambda: b.fromhex(b'ab')); t(lambda: b.fromhex(1)); t(lambda: b.fromhex(' ab cd '))
    t(lambda: b.hex(1)); t(lambda: b.hex('ab')); t(lambda: b.hex(':', 2)); t(lambda: b.hex(sep='-', bytes_per_sep=-2)); t(lambda: b.hex('é')); t(lambda: b.hex(b':')); t(lambda: b.hex(x=1)); t(lambda: b.hex(':', 'x'))
    t(lambda: b.split(sep='a')); t(lambda: b.split(x=1)); t(lambda: b.split(b'')); t(lambda: b.split(b'a', 'x')); t(lambda: b.split(b'b', maxsplit=1)); t(lambda: b.rsplit(None, 1, 2)); t(lambda: b.split(b'z')[0] is b)
    t(lambda: b.strip('a')); t(lambda: b.strip(b'z') is b); t(lambda: b.strip(1)); t(lambda: b.strip(None)); t(lambda: b.lstrip(b'a')); t(lambda: b.strip(1,2))
    t(lambda: b.replace(b'a')); t(lambda: b.replace('a', 'b')); t(lambda: b.replace(b'z', b'y') is b); t(lambda: b.replace(b'a', b'b', 0) is b); t(lambda: b.replace(b'', b'-')); t(lambda: b.replace(b'a', b'x', count=1)); t(lambda: b.replace(b'a', 1))
    t(lambda: b.upper() is b); t(lambda: b.lower() is b); t(lambda: b.title()); t(lambda: b.count(b'')); t(lambda: b.count(97)); t(lambda: b.count(256)); t(lambda: b.count('a')); t(lambda: b.index(b'z')); t(lambda: b.find()); t(lambda: b.find(b'a', 'x')); t(lambda: b.startswith('a')); t(lambda: b.startswith((b'x', 'a'))); t(lambda: b.startswith((b'a', 'a'))); t(lambda: b.endswith(b'c', -1)); t(lambda: b.rindex(b'q')); t(lambda: b.startswith())
    t(lambda: b.join(1)); t(lambda: b.join([b'x', 'y'])); t(lambda: b.join([b'x', bytearray(b'y')])); x = b'xyzzy'; t(lambda: b.join([x]) is x); t(lambda: b''.join([]))
    t(lambda: b.decode('ascii', 'x')); t(lambda: b.decode('nope')); t(lambda: b.decode(x=1)); t(lambda: b.decode(1)); t(lambda: b.decode('utf-8', 1))
    t(lambda: b + 'a'); t(lambda: 'a' + b); t(lambda: b * 'a'); t(lambda: b['a']); t(lambda: b[10]); t(lambda: b < 'a'); t(lambda: 'a' in b); t(lambda: 300 in b); t(lambda: b == 'abc')
    t(lambda: type(b)(1,2)); t(lambda: type(b)('a')); t(lambda: type(b)(-1)); t(lambda: type(b)([300])); t(lambda: type(b)(['a'])); t(lambda: type(b)(1.5)); t(lambda: type(b)('a', 'ascii')); t(lambda: type(b)(source=b'q')); t(lambda: type(b)(b'a', 'ascii')); t(lambda: type(b)('é', 'ascii')); t(lambda: type(b)('é', 'ascii', 'replace')); t(lambda: type(b)(x=1)); t(lambda: type(b)(b'a','b','c','d')); t(lambda: type(b)(None))
a = bytearray(b'hello')
t(lambda: a.append('a')); t(lambda: a.append(256)); t(lambda: a.extend('ab')); t(lambda: a.extend(1)); t(lambda: a.extend([1,'a'])); t(lambda: a.insert(1)); t(lambda: a.insert('a', 1)); t(lambda: a.insert(1, 300)); t(lambda: a.pop(10)); t(lambda: a.pop('a')); t(lambda: bytearray().pop()); t(lambda: a.remove(1)); t(lambda: a.remove(300)); t(lambda: a.remove('a')); t(lambda: a.clear(1)); t(lambda: a.copy() == a)
def s(k, v): a[k] = v
t(lambda: s(0, 'a')); t(lambda: s(0, 256)); t(lambda: s(99, 1)); t(lambda: s('a', 1)); t(lambda: s(slice(0,1), 'ab')); t(lambda: s(slice(0,1), 5)); t(lambda: s(slice(0,4,2), b'abc')); t(lambda: s(slice(0,2), [1,2,3])); print(a)
def d(k): del a[k]
t(lambda: d(0)); t(lambda: d(99)); t(lambda: d('a')); t(lambda: d(slice(None, None, 2))); print(a)
t(lambda: hash(a)); a *= 3; print(a); a += b'xy'; print(a)
m = memoryview(a); t(lambda: a.append(1)); t(lambda: a.clear()); t(lambda: a.extend(b'')); t(lambda: a.pop()); t(lambda: a.__imul__(2)); t(lambda: a.__iadd__(b'x')); m.release(); a.append(1); print(a)
if hasattr(bytearray, 'resize'):
    t(lambda: a.resize(3)); print(a); t(lambda: a.resize(6)); print(a); t(lambda: a.resize(-1)); t(lambda: a.resize('a')); t(lambda: a.resize())
if hasattr(bytearray, 'take_bytes'):
    a=bytearray(b'hello'); t(lambda: a.take_bytes(2)); print(a); t(lambda: a.take_bytes(-1)); print(a); t(lambda: a.take_bytes()); print(a); t(lambda: a.take_bytes(5)); t(lambda: a.take_bytes(-7)); t(lambda: a.take_bytes('a')); t(lambda: a.take_bytes(None)); t(lambda: a.take_bytes(1,2))
