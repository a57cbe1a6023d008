import gc
gc.collect()
print(gc.garbage)
gc.set_debug(gc.DEBUG_SAVEALL)
for i in range(3):
    l = [i]
    l.append(l)
del l
print(gc.collect(), len(gc.garbage), sorted(g[0] for g in gc.garbage))
gc.set_debug(0)
for g in gc.garbage:
    g.clear()
gc.garbage.clear()
print(gc.collect())
