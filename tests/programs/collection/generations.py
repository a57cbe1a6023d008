# What survives moves to an older generation.
import gc
gc.disable()
gc.collect()
class Node:
    pass
n = Node()
def generation(thing):
    return [g for g in range(3) if any(thing is x for x in gc.get_objects(generation=g))]
print(generation(n))
gc.collect(0)
print(generation(n))
gc.collect(1)
print(generation(n))
gc.collect(2)
print(generation(n))
m = Node()
print(generation(m), generation(n))
gc.collect(0)
print(generation(m), generation(n))
