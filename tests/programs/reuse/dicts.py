d = {"a": 1}
where = id(d)
del d
e = {}
print(id(e) == where)
f = dict()
print(id(f) == where)
del e, f
g = {"x": 1, "y": 2}
print(id(g) == where)
print(id({}) == id({"k": 1}))
