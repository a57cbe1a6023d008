import gc
gc.collect()
print(gc.get_freeze_count() >= 0)
before = gc.get_freeze_count()
l = [[]]
gc.freeze()
print(gc.get_freeze_count() > before, gc.get_count()[0] < 5)
print(any(x is l for x in gc.get_objects()))
gc.unfreeze()
print(gc.get_freeze_count(), any(x is l for x in gc.get_objects(generation=2)))
