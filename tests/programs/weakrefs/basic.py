import weakref
class Thing:
    pass
t = Thing()
r = weakref.ref(t)
print(r() is t, r() is not None)
print(weakref.getweakrefcount(t), weakref.getweakrefs(t) == [r])
del t
print(r(), r() is None)
