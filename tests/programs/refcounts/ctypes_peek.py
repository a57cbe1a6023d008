# Reading the count from memory does not disturb it.
import ctypes
import sys
def peek(address):
    return ctypes.c_long.from_address(address).value
x = ["a list"]
print(peek(id(x)), sys.getrefcount(x))
y = x
print(peek(id(x)), sys.getrefcount(x))
box = [x, x]
print(peek(id(x)))
del y, box
print(peek(id(x)))
where = id(x)
def f(z):
    return peek(id(z))
print(f(x), peek(where))
