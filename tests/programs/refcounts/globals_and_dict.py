# A global is an entry of a dict.
import sys
x = object()
g = globals()
print(sys.getrefcount(x), g["x"] is x, sys.getrefcount(g["x"]))
g["y"] = x
print(y is x, sys.getrefcount(x))
del g["x"]
print("x" in g, sys.getrefcount(y))
