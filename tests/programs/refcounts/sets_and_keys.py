import sys
rc = sys.getrefcount
k = ("key", 1.5)
k = tuple(["key", 1.5])
d = {k: k}
print(rc(k))
s = {k}
print(rc(k), rc(next(iter(s))), rc(next(iter(d))))
for key in d:
    print(rc(key))
for key, value in d.items():
    print(rc(key), rc(value))
s2 = s | s
print(rc(k), k in s2)
s.discard(k)
d.pop(k)
print(rc(k))
f = frozenset([k])
g = frozenset(f)
print(rc(k), rc(f), g is f)
