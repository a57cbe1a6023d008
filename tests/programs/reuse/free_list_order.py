a, b, c = [1], [2], [3]
ia, ib, ic = id(a), id(b), id(c)
del a, b, c
x, y, z = [4], [5], [6]
print(id(x) == ic, id(y) == ib, id(z) == ia)
fs = [float(i) + 0.5 for i in range(5)]
ids = [id(f) for f in fs]
fs.clear()
gs = [float(i) + 0.25 for i in range(5)]
print([ids.index(id(g)) if id(g) in ids else None for g in gs])
ds = [{"k": i} for i in range(4)]
ids = [id(d) for d in ds]
del ds[:]
es = [{"j": i} for i in range(4)]
print([ids.index(id(e)) if id(e) in ids else None for e in es])
