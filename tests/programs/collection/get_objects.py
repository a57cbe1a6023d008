import gc
gc.collect()
class Marker:
    pass
print(sum(type(o) is Marker for o in gc.get_objects()))
ms = [Marker() for _ in range(5)]
print(sum(type(o) is Marker for o in gc.get_objects()))
print(sum(type(o) is Marker for o in gc.get_objects(generation=0)))
gc.collect()
print([sum(type(o) is Marker for o in gc.get_objects(generation=g)) for g in range(3)])
del ms
print(sum(type(o) is Marker for o in gc.get_objects()))
try:
    gc.get_objects(generation=5)
except ValueError as e:
    print(e)
