# Names of modules that are asked for deep inside of the program.
import gc
import sys
import weakref
import collections
import functools
import contextlib
import enum

def deep(n):
    if n:
        return deep(n - 1)
    return weakref.WeakValueDictionary()

sys.setrecursionlimit(120)
print(type(deep(60)).__name__)
sys.setrecursionlimit(1000)

class Node:
    def __init__(self):
        self.me = self
    def __del__(self):
        print("del", type(collections.OrderedDict(a=1)).__name__)

gc.disable()
before = len(gc.get_objects())
Node()
print(gc.collect() > 0)
try:
    raise KeyError("outer")
except KeyError:
    @contextlib.contextmanager
    def manager():
        yield enum.Enum("Colour", "RED GREEN")
    with manager() as colour:
        print(list(colour), sys.exc_info()[0])

def generator():
    point = collections.namedtuple("Point", "x y")
    yield point(1, 2)
    yield functools.lru_cache(maxsize=None)
print(next(generator()))
print(sys.getrefcount(object()), sys.getrefcount([]))

a = object()
first = id(a)
del a
functools.singledispatch
b = object()
print(id(b) == first)
