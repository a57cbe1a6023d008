# The loop variable is a reference like another.
import sys
items = [object(), object()]
for item in items:
    print(sys.getrefcount(item))
print(sys.getrefcount(items[1]), sys.getrefcount(items[0]))
for index, item in enumerate(items):
    print(index, sys.getrefcount(item))
del item
print(sys.getrefcount(items[1]))
print([sys.getrefcount(i) for i in items])
