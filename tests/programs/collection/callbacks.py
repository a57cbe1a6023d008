# The collector announces itself.
import gc
gc.disable()
gc.collect()
def announce(phase, info):
    print(phase, info["generation"], info["collected"], info["uncollectable"])
gc.callbacks.append(announce)
l = []
l.append(l)
del l
gc.collect()
gc.collect(0)
gc.callbacks.remove(announce)
gc.collect()
print(len(gc.callbacks))
