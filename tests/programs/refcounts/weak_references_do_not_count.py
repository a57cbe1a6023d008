import sys
import weakref

class Node:
    pass

n = Node()
print(sys.getrefcount(n))
r = weakref.ref(n)
p = weakref.proxy(n)
print(sys.getrefcount(n), weakref.getweakrefcount(n))
s = r()
print(sys.getrefcount(n), s is n)
del s
print(sys.getrefcount(n), sys.getrefcount(r))
