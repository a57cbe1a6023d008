import weakref
class Thing:
    def __init__(self, name):
        self.name = name
def gone(ref):
    print("gone", ref() is None, ref is r)
t = Thing("t")
r = weakref.ref(t, gone)
print("before")
del t
print("after")
u = Thing("u")
r1 = weakref.ref(u, lambda _: print("first"))
r2 = weakref.ref(u, lambda _: print("second"))
del u
del r1, r2
