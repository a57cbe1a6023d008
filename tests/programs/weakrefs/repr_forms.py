import weakref
class T:
    pass
t = T()
r = weakref.ref(t)
p = weakref.proxy(t)
print(repr(r))
print(repr(weakref.ref(T)))
print(str(p)[:23])
del t
print(repr(r))
d = weakref.WeakValueDictionary(a=T)
print(len(d), d["a"] is T, list(d.keyrefs() if hasattr(d, "keyrefs") else d.valuerefs())[0]() is T)
