# DEBUG_SAVEALL keeps what would be freed.
import gc
gc.collect()
gc.set_debug(gc.DEBUG_SAVEALL)
class Node:
    pass
n = Node()
n.me = n
del n
print(gc.collect())
print(len(gc.garbage), type(gc.garbage[0]).__name__)
gc.set_debug(0)
print(gc.get_debug())
gc.garbage[0].me = None
gc.garbage.clear()
print(gc.collect())
