import gc
import weakref
gc.disable()
gc.collect()
class N:
    pass
def cycle():
    n = N()
    n.me = n
    return weakref.ref(n)
young = cycle()
print(gc.collect(0), young() is None)
old = N()
old.me = old
r = weakref.ref(old)
gc.collect()
del old
print(gc.collect(0), r() is None)
print(gc.collect(1), r() is None)
print(gc.collect(2), r() is None)
