import weakref
class T:
    def __init__(self, n):
        self.n = n
d = weakref.WeakValueDictionary()
a, b = T("a"), T("b")
d["a"], d["b"] = a, b
d["c"] = T("c")
print(sorted(d), len(d), "c" in d, d.get("c"))
print(d["a"] is a, d.get("zz", "none"))
del a
print(list(d), list(d.values())[0].n)
try:
    d["a"]
except KeyError as e:
    print("KeyError", e)
print(d.pop("b") is b, len(d))
