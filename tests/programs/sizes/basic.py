# sys.getsizeof of the everyday types.
import sys
for thing in (None, True, 0, 1, 2 ** 30, 2 ** 60, 10 ** 30, 1.5, 1j, "", "a", "abc", b"", b"abc"):
    print(repr(thing), sys.getsizeof(thing))
for thing in ((), (1,), (1, 2), [], [1], [1, 2, 3], {}, {"a": 1}, set(), {1}, frozenset(), range(3), slice(1)):
    print(repr(thing), sys.getsizeof(thing))
