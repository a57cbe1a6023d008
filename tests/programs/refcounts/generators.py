# A suspended generator keeps its locals.
import sys

def hold(thing):
    yield sys.getrefcount(thing)
    yield sys.getrefcount(thing)

x = object()
g = hold(x)
print(sys.getrefcount(x))
print(next(g), sys.getrefcount(x))
print(next(g), sys.getrefcount(x))
print(next(g, "end"), sys.getrefcount(x))
h = hold(object())
print(next(h))
del h
