# getsizeof does not follow references.
import sys
def deep(thing, seen=None):
    seen = set() if seen is None else seen
    if id(thing) in seen:
        return 0
    seen.add(id(thing))
    size = sys.getsizeof(thing)
    if isinstance(thing, dict):
        size += sum(deep(k, seen) + deep(v, seen) for k, v in thing.items())
    elif isinstance(thing, (list, tuple, set)):
        size += sum(deep(item, seen) for item in thing)
    return size
data = {"name": "x" * 1000, "list": [[1.5], [2.5]], "t": (1, 2)}
print(sys.getsizeof(data), deep(data), deep([data, data]) - deep(data))
print(sys.getsizeof(["x" * 1000]), deep(["x" * 1000]))
