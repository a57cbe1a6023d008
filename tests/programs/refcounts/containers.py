# A container holds one reference for each place.
import sys
x = object()
box = [x, x, x]
print(sys.getrefcount(x))
pair = (x, x)
print(sys.getrefcount(x))
d = {"a": x, "b": [x]}
print(sys.getrefcount(x))
s = {x}
print(sys.getrefcount(x))
box.clear()
print(sys.getrefcount(x))
del pair, d, s
print(sys.getrefcount(x))
