import gc
import sys
gc.collect()
class N:
    pass
gc.set_debug(gc.DEBUG_COLLECTABLE)
n = N()
n.me = n
del n
gc.collect()
gc.set_debug(0)
print("done")
