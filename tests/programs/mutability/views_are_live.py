d = {"a": 1, "b": 2}
keys, items = d.keys(), d.items()
d["c"] = 3
print(keys, items, len(keys))
del d["a"]
print(list(keys), ("b", 2) in items, keys & {"b", "x"}, keys | {"x"} == {"b", "c", "x"})
m = memoryview(bytearray(b"abc"))
m[0] = 90
print(bytes(m), m.obj, m[1:].tolist())
