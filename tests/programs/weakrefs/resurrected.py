import weakref
kept = []
class T:
    def __del__(self):
        kept.append(self)
t = T()
r = weakref.ref(t)
q = weakref.ref(t, lambda _: print("callback"))
del t
print(r() is kept[0], q() is None)
kept.clear()
print(r(), q())
