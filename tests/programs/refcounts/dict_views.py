# Views hold their dict, iterators too.
import sys
d = {"a": 1}
print(sys.getrefcount(d))
keys, values = d.keys(), d.values()
print(sys.getrefcount(d))
it = iter(d)
print(sys.getrefcount(d))
list(it)
print(sys.getrefcount(d))
del keys, values
print(sys.getrefcount(d))
