# A class is held by its own attributes; instances hold it as well.
import sys

class A:
    pass

start = sys.getrefcount(A)
a = A()
print(sys.getrefcount(A) - start)
b = A()
print(sys.getrefcount(A) - start)
class B(A):
    pass
print(sys.getrefcount(A) - start)
del a, b
print(sys.getrefcount(A) - start)
f = A.__init__
print(sys.getrefcount(A) - start)
