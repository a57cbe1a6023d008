import gc
gc.disable()
gc.collect()
before = [s["collections"] for s in gc.get_stats()]
gc.collect(0); gc.collect(0); gc.collect(1); gc.collect()
after = [s["collections"] for s in gc.get_stats()]
print([b - a for a, b in zip(before, after)])
print(sorted(gc.get_stats()[0])[:3])
c = gc.get_stats()[2]["collected"]
l = []; l.append(l); del l
gc.collect()
print(gc.get_stats()[2]["collected"] - c, gc.get_stats()[2]["uncollectable"])
