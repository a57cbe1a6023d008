# sys.getsizeof and the room really taken differ.
import sys
def step(make):
    keep = [make() for _ in range(400)]
    diffs = [id(b) - id(a) for a, b in zip(keep, keep[1:])]
    return max(set(diffs), key=diffs.count)
for make in (object, lambda: 1.5 * len("ab"), lambda: 10 ** 20 + len(""), lambda: "a" * len("abcdefg"), lambda: bytes(5), lambda: "é" * len("abc")):
    print(sys.getsizeof(make()), step(make))
class S:
    __slots__ = ("a", "b", "c")
print(sys.getsizeof(S()), step(S))
