d = dict.fromkeys(["a", "b"], [])
d["a"].append(1)
print(d, d["a"] is d["b"])
d = {k: [] for k in "ab"}
d["a"].append(1)
print(d, d["a"] is d["b"])
empty = []
s = {}
s.setdefault("k", empty).append(5)
print(empty, s["k"] is empty, s.setdefault("k", "other") is empty)
