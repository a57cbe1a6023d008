# The same in a function's locals.
import sys

def walk(items):
    for item in items:
        print(sys.getrefcount(item))
    for a, b in [(items[0], items[1])]:
        print(sys.getrefcount(a), sys.getrefcount(b))
    print([sys.getrefcount(i) for i in items])
    return sum(sys.getrefcount(i) for i in items)

print(walk([object(), object()]))
