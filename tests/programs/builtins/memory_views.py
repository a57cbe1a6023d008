import array
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
m = memoryview(b'abcdef')
t(lambda: [m.nbytes, m.itemsize, m.format, m.readonly, m.ndim, m.shape, m.strides, m.suboffsets, m.c_contiguous, m.f_contiguous, m.contiguous, m.obj])
s = m[::2]; t(lambda: [s.nbytes, s.itemsize, s.format, s.readonly, s.ndim, s.shape, s.strides, s.suboffsets, s.c_contiguous, s.f_contiguous, s.contiguous, s.obj])
s = m[::-1]; t(lambda: [s.tobytes(), s.strides, s.contiguous, s.tolist(), s.hex(), s.hex(':'), s.hex(sep=':', bytes_per_sep=2)])
t(lambda: m.tobytes('C')); t(lambda: m.tobytes(order='F')); t(lambda: m.tobytes('X')); t(lambda: m.tobytes(order=None))
t(lambda: m.cast('H').tolist()); t(lambda: m.cast('b')); t(lambda: m.cast('I')); t(lambda: m.cast('x')); t(lambda: m.cast(1)); t(lambda: m.cast('B', [2,3]).tolist()); t(lambda: m.cast('B', [2,3]).shape); t(lambda: m.cast('B', [2,3]).strides); t(lambda: m.cast('B', [2,3])[1,2]); t(lambda: m.cast('B', [2,3])[1]); t(lambda: m.cast('B', [2,4])); t(lambda: m.cast('B', [2,3]).cast('B').tolist()); t(lambda: m.cast('B', shape=(3,2)).tolist()); t(lambda: m[::2].cast('H'))
t(lambda: m.cast('H').cast('I')); t(lambda: m.cast('B', [])); t(lambda: m.cast('B', [0])); t(lambda: m.cast('B', [-1])); t(lambda: m.cast('B', 5)); t(lambda: m.cast('c').tolist()); t(lambda: m.cast('c')[0]); t(lambda: m.cast()); t(lambda: len(m.cast('B', [2,3])))
ba = bytearray(b'12345678')
w = memoryview(ba)
def st(v, k, x): v[k] = x
t(lambda: st(w, 0, 65)); t(lambda: st(w, 0, 300)); t(lambda: st(w, 0, 'a')); t(lambda: st(w, 0, b'a')); t(lambda: st(w, 100, 1)); t(lambda: st(w, 'a', 1)); t(lambda: st(w, slice(0, 2), b'xy')); t(lambda: st(w, slice(0, 2), b'xyz')); t(lambda: st(w, slice(0,2), 'ab')); t(lambda: st(w, slice(None,None,2), b'wxyz')); print(ba)
t(lambda: st(m, 0, 1)); t(lambda: m.__delitem__(0)); 
def dl(v, k): del v[k]
t(lambda: dl(w, 0)); t(lambda: dl(m, 0)); t(lambda: dl(w, slice(0, 1)))
r = w.toreadonly(); t(lambda: r.readonly); t(lambda: st(r, 0, 1)); t(lambda: r.obj is ba); t(lambda: hash(r)); t(lambda: hash(w)); t(lambda: hash(m) == hash(b'abcdef'))
h = w.cast('i'); t(lambda: h.tolist()); t(lambda: st(h, 0, -1)); print(ba); t(lambda: st(h, 0, 2**40)); t(lambda: st(h, 1, 1.5)); f = w.cast('d'); t(lambda: st(f, 0, 1.5)); t(lambda: f[0]); t(lambda: f.tolist()); q = w.cast('?'); t(lambda: q.tolist()[:2]); c = w.cast('c'); t(lambda: st(c, 0, b'z')); t(lambda: st(c, 0, 1)); t(lambda: st(c, 0, b'zz')); 
for code in 'bBhHiIlLqQnNfdP?c': t(lambda: (code, w.cast(code)[0], w.cast(code).itemsize, len(w.cast(code))))
for x in (h, f, q, c, r, w): x.release()
t(lambda: w.tolist()); t(lambda: w.format); t(lambda: repr(w)[:9]); t(lambda: w[0]); t(lambda: len(w)); t(lambda: w == w); t(lambda: w.release()); t(lambda: w.cast('B')); t(lambda: hash(w)); t(lambda: w.obj); t(lambda: w.nbytes); t(lambda: w.readonly); t(lambda: w.__enter__())
a = array.array('i', [1, 2, 3, 4])
v = memoryview(a)
t(lambda: [v.format, v.itemsize, v.nbytes, v.shape, v.strides, v.readonly, v.tolist(), len(v), v.obj is a]); t(lambda: st(v, 1, 20)); print(a); t(lambda: v[1:3].tolist()); t(lambda: v[::-1].tolist()); t(lambda: v.cast('B').tolist()[:8]); t(lambda: a.append(1)); t(lambda: v.tobytes()); t(lambda: v == a); t(lambda: v == array.array('l', [1,20,3,4])); t(lambda: hash(v)); t(lambda: st(v, slice(0,2), array.array('i', [7,8]))); t(lambda: st(v, slice(0,2), b'12345678')); print(a); t(lambda: v.cast('h')); t(lambda: 20 in v); t(lambda: list(v)); t(lambda: list(reversed(v))); v.release(); a.append(9); print(a)
t(lambda: m == b'abcdef'); t(lambda: m == bytearray(b'abcdef')); t(lambda: m != b'x'); t(lambda: m == 'abcdef'); t(lambda: m < m); t(lambda: m[0]); t(lambda: m[-1]); t(lambda: m[6]); t(lambda: m['a']); t(lambda: m[0, 1]); t(lambda: m[1:3]  == b'bc'); t(lambda: bytes(m[1:3])); t(lambda: m[...] is m); t(lambda: m[()]); t(lambda: 97 in m); t(lambda: list(m)); t(lambda: memoryview(m) == m); t(lambda: memoryview('a')); t(lambda: memoryview(1)); t(lambda: memoryview()); t(lambda: memoryview(object=b'x').tolist()); t(lambda: memoryview(b'', b'')); t(lambda: b''.join([m, m])); t(lambda: int.from_bytes(m[:2], 'big')); t(lambda: m + b'a'); t(lambda: m * 2); t(lambda: bool(memoryview(b''))); t(lambda: str(m[:0].tobytes()))
with memoryview(b'xyz') as z: t(lambda: z[0])
t(lambda: z[0])
if hasattr(memoryview, 'count'):
    t(lambda: m.count(97)); t(lambda: m.index(98)); t(lambda: m.index(1000)); t(lambda: m.index(97, 1)); t(lambda: m.count('x')); t(lambda: m.index(100, -3, 5)); t(lambda: memoryview[int])
t(lambda: m.itemsize.x); t(lambda: m.foo)
def si(): m.format = 1
t(si)
import sys
t(lambda: sys.getsizeof(m)); t(lambda: sys.getsizeof(m.cast('B', [2,3])))
