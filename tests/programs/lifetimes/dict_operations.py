class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
    def __hash__(self):
        return hash(self.n)
    def __eq__(self, o):
        return self.n == o.n
d = {T("k"): T("v1")}
print("replace")
d[T("k")] = T("v2")
print("update")
d.update({"other": T("o")})
print("pop")
d.pop("other")
print("fromkeys")
e = dict.fromkeys(["a", "b"], T("shared"))
del e["a"]
print("one left")
e.clear()
print("comprehension")
f = {i: T(i) for i in range(2)}
f = {}
print("setdefault")
f.setdefault("z", T("z"))
f |= {"z": T("zz")}
print("del d")
del d
print("end")
