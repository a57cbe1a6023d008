import weakref
class T:
    pass
t = T()
weakref.finalize(t, print, 1)
weakref.finalize(t, print, 2)
weakref.ref(t)
r = weakref.ref(t, lambda _: print("ref"))
weakref.finalize(t, print, 3)
del t
print("--")
