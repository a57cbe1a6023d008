import weakref
class S:
    __slots__ = ("a",)
class SW:
    __slots__ = ("a", "__weakref__")
class L(list):
    pass
def f():
    pass
for thing in (1, "a", None, (), [], {}, object(), S(), 1.5, b"", range(2), slice(1)):
    try:
        weakref.ref(thing)
        print("yes", type(thing).__name__)
    except TypeError as e:
        print(e)
for thing in (SW(), L(), f, len, {1}, frozenset(), S, (x for x in ""), weakref):
    print(type(thing).__name__, weakref.ref(thing)() is thing)
