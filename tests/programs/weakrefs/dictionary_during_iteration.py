import weakref
class T:
    def __init__(self, n):
        self.n = n
items = [T(i) for i in range(4)]
d = weakref.WeakValueDictionary((t.n, t) for t in items)
seen = []
for key, value in d.items():
    seen.append(key)
    if key == 0:
        del items[2]
print(seen[:2], sorted(d))
del value
k = weakref.WeakKeyDictionary({t: t.n for t in items})
for key in k:
    pass
del key
items.clear()
print(len(k), len(d), dict(d), list(k))
