import weakref
class T:
    pass
t = T()
a, b = weakref.ref(t), weakref.ref(t)
print(a is b, weakref.getweakrefcount(t))
c = weakref.ref(t, print)
print(a is c, a == c, weakref.getweakrefcount(t))
print(hash(a) == hash(t), len({a, b, c}))
p = weakref.proxy(t)
print(p is weakref.proxy(t), weakref.getweakrefcount(t), type(p).__name__)
del c
print(weakref.getweakrefcount(t))
