# Defaults are held by the function.
import sys
x = object()
def f(a=x, *, b=x):
    return sys.getrefcount(a)
print(sys.getrefcount(x), f(), f(object()))
print(sys.getrefcount(f.__defaults__), sys.getrefcount(f.__defaults__[0]))
del f
print(sys.getrefcount(x))
