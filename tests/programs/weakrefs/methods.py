import weakref
class C:
    def m(self):
        return "called"
c = C()
r = weakref.ref(c.m)
print(r() is None)
w = weakref.WeakMethod(c.m)
print(w()(), w() == c.m)
del c
print(w())
