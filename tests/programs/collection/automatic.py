# Enough new containers start a collection.
import gc
gc.collect()
runs = []
def note(phase, info):
    if phase == "start":
        runs.append(info["generation"])
gc.callbacks.append(note)
gc.set_threshold(100, 2, 2)
keep = []
for _ in range(1000):
    keep.append([])
gc.callbacks.remove(note)
print(runs)
