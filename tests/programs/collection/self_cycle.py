# A list in itself dies only in a collection.
import gc
gc.collect()
l = []
l.append(l)
del l
print(gc.collect())
print(gc.collect())
a, b = [], []
a.append(b); b.append(a)
del a
print(gc.collect())
del b
print(gc.collect())
