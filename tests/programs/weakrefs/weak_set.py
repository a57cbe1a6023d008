import weakref
class T:
    def __init__(self, n):
        self.n = n
s = weakref.WeakSet()
a, b = T(1), T(2)
s.add(a); s.add(b); s.add(a)
print(len(s), a in s, sorted(t.n for t in s))
del a
print(len(s))
s.discard(b)
print(len(s), bool(s), b in s)
s.update([b, T(3)])
print(len(s), [t.n for t in s])
