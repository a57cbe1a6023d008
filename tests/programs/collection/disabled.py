# Without the collector, cycles stay.
import gc
import weakref
class Node:
    pass
gc.disable()
print(gc.isenabled())
refs = []
for _ in range(3000):
    n = Node()
    n.me = n
    refs.append(weakref.ref(n))
del n
print(sum(r() is not None for r in refs))
print(gc.collect() >= 3000, sum(r() is not None for r in refs))
gc.enable()
print(gc.isenabled())
