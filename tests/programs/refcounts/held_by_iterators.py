import sys, io, contextlib
# iterators and generators hold references
l = [1, 2, 3]
it = iter(l); print(sys.getrefcount(l)); next(it); list(it); print(sys.getrefcount(l))
e = enumerate(l); print(sys.getrefcount(l)); del e
z = zip(l, l); print(sys.getrefcount(l)); m = map(str, l); print(sys.getrefcount(l)); r = reversed(l); print(sys.getrefcount(l)); f = filter(None, l); print(sys.getrefcount(l))
del z, m, r, f; print(sys.getrefcount(l))
def g(x):
    yield sys.getrefcount(x)
    yield from x
a = g(l); print(next(a), sys.getrefcount(l)); next(a); print(sys.getrefcount(l)); a.close(); print(sys.getrefcount(l))
ge = (i for i in l); print(sys.getrefcount(l), sys.getrefcount(ge)); next(ge); print(sys.getrefcount(l)); list(ge); print(sys.getrefcount(l))
d = {"a": l}; v = d.values(); print(sys.getrefcount(d), sys.getrefcount(l)); vi = iter(v); next(vi); print(sys.getrefcount(d), sys.getrefcount(l)); i = iter(d.items()); p = next(i); print(sys.getrefcount(l), sys.getrefcount(p)); del p; next(i, None)
s = slice(l, None); print(sys.getrefcount(l)); b = l.append; print(sys.getrefcount(l), b.__self__ is l); del s, b
mv = memoryview(bytearray(b"abc")); print(sys.getrefcount(mv.obj), sys.getrefcount(mv))
sl = l[:]; print(sys.getrefcount(l)); c = [l] * 10; print(sys.getrefcount(l)); c.pop(); print(sys.getrefcount(l)); del c[2:5]; print(sys.getrefcount(l)); c[:] = []; print(sys.getrefcount(l), sys.getrefcount(d))
x, *y = [l, l, l]; print(sys.getrefcount(l), len(y)); del x, y
print(sys.getrefcount(l)); print(*[sys.getrefcount(l)], sys.getrefcount(l)); print(sys.getrefcount(sys.getrefcount), sys.getrefcount([]), sys.getrefcount(object()), sys.getrefcount(1.5), sys.getrefcount("abc def"), sys.getrefcount((1, l)))
from itertools import chain, tee, cycle, repeat, islice, groupby
ch = chain(l, l); print(sys.getrefcount(l)); t1, t2 = tee(l); print(sys.getrefcount(l)); cy = cycle(l); rp = repeat(l); print(sys.getrefcount(l)); isl = islice(l, 1); print(sys.getrefcount(l)); next(rp)
