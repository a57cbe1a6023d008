# Unpacking hands the items over.
import sys
x, y = object(), object()
pair = [x, y]
a, b = pair
print(sys.getrefcount(x), sys.getrefcount(y))
a, b = b, a
print(sys.getrefcount(x), a is y)
first, *rest = [x, x, y]
print(sys.getrefcount(x), sys.getrefcount(y))
merged = [*pair, *pair]
print(sys.getrefcount(x), sys.getrefcount(y))
del a, b, first, rest, merged, pair
print(sys.getrefcount(x), sys.getrefcount(y))
