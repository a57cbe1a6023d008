# What is reachable from a living object stays.
import gc
gc.collect()
root = {}
a, b = [root], [root]
a.append(b); b.append(a)
root["a"] = a
del a, b
print(gc.collect(), len(root["a"]))
root.clear()
print(gc.collect())
