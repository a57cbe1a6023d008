# The collection comes when the count passes the threshold.
import gc
gc.disable()
runs = []
def note(phase, info):
    if phase == "start":
        runs.append(len(made))
made = []
gc.collect()
gc.callbacks.append(note)
gc.set_threshold(50, 1000, 1000)
gc.enable()
for i in range(200):
    made.append([i])
gc.disable()
gc.callbacks.remove(note)
print(len(runs), [b - a for a, b in zip(runs, runs[1:])])
