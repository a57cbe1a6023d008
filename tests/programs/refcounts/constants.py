# The code holds its constants, and so does the script's syntax tree.
import sys
def f():
    x = 123.5
    return sys.getrefcount(x)
def g():
    return sys.getrefcount(1234567)
def h():
    return sys.getrefcount((1, 2.5))
def s():
    return sys.getrefcount("not a name")
print(f(), g(), h(), s())
x = 98765.5
print(sys.getrefcount(x), sys.getrefcount(98765.5))
y = b"some bytes"
print(sys.getrefcount(y))
