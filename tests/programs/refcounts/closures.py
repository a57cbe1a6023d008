# A closure's cell holds the object.
import sys

def maker():
    thing = object()
    before = sys.getrefcount(thing)
    def inner():
        return sys.getrefcount(thing)
    return before, sys.getrefcount(thing), inner

before, after, inner = maker()
print(before, after, inner())
print(sys.getrefcount(inner.__closure__[0].cell_contents))
print(sys.getrefcount(inner.__closure__[0]), sys.getrefcount(inner))
