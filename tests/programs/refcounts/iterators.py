# An exhausted iterator lets go of its container.
import sys
l = [1, 2]
it = iter(l)
print(sys.getrefcount(l))
next(it); next(it)
print(sys.getrefcount(l))
print(next(it, None), sys.getrefcount(l))
z = zip(l, l)
print(sys.getrefcount(l))
list(z)
print(sys.getrefcount(l))
e = enumerate(l)
print(sys.getrefcount(l))
del z, e
print(sys.getrefcount(l))
