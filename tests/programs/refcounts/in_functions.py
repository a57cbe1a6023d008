# How a call counts depends on who holds the argument.
import sys

def count(thing):
    return sys.getrefcount(thing)

def local():
    thing = object()
    return sys.getrefcount(thing)

def passed_on():
    thing = object()
    return count(thing)

x = object()
print(sys.getrefcount(x), count(x), local(), passed_on(), count(object()))
print(count(thing=x), count(*[x]), count(**{"thing": x}))
