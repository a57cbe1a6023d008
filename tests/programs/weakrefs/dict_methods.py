import weakref
class T:
    def __init__(self, n):
        self.n = n
    def __repr__(self):
        return f"T{self.n}"
a, b, c = T("a"), T("b"), T("c")
d = weakref.WeakValueDictionary({"a": a, "b": b})
d.setdefault("c", c)
print(d.get("a"), d.pop("a"), d.pop("zz", None), len(d), sorted(d.keys()), d.copy()["b"] is b, "b" in d)
d.update({"a": a})
print(sorted(d.items()), [r() for r in sorted(d.valuerefs(), key=lambda r: r().n)])
k = weakref.WeakKeyDictionary({a: 1})
k[b] = 2
print(k.get(a), k.setdefault(c, 3), sorted(k.values()), [r() for r in k.keyrefs()], k.pop(a), len(k))
try:
    k["string"] = 1
except TypeError as e:
    print(e)
s = weakref.WeakSet([a, b])
print(s & {a} == {a}, s | {c} == {a, b, c}, a in s, 5 in s, s.issubset({a, b}), len(s - {a}))
s.remove(a)
try:
    s.remove(a)
except KeyError as e:
    print("KeyError")
