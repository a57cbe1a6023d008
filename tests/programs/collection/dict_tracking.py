import gc
d = {}
print(gc.is_tracked(d))
d["a"] = 1
print(gc.is_tracked(d))
d["b"] = []
print(gc.is_tracked(d))
del d["b"]
print(gc.is_tracked(d))
gc.collect()
print(gc.is_tracked(d))
print(gc.is_tracked({"k": ()}), gc.is_tracked({"k": (1,)}), gc.is_tracked(dict(a=1)), gc.is_tracked({k: k for k in "ab"}))
