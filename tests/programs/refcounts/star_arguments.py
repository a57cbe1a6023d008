# Packed arguments are held by their tuple or dict.
import sys

def packed(*args):
    return sys.getrefcount(args[0])

def keywords(**kwargs):
    return sys.getrefcount(kwargs["x"])

def both(a, *args):
    return sys.getrefcount(a), sys.getrefcount(args[0])

x = object()
print(packed(x), packed(x, x), packed(object()))
print(keywords(x=x), keywords(x=object()))
print(both(x, x), both(x, object()))
l = [x, x]
print(packed(*l), both(*l))
