import weakref
class K:
    def __init__(self, n):
        self.n = n
    def __repr__(self):
        return f"K({self.n})"
d = weakref.WeakKeyDictionary()
a, b = K(1), K(2)
d[a] = "one"
d[b] = "two"
print(len(d), d[a], a in d, K(1) in d)
del a
print(len(d), list(d.items()))
d[b] = b
del b
import gc
gc.collect()
print(len(d))
