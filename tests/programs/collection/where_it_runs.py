# Statements that allocate without calling do not run the collector in newer releases.
import gc
gc.collect()
log = []
def note(phase, info):
    if phase == "start":
        log.append(step)
step = "start"
gc.callbacks.append(note)
gc.set_threshold(5)
step = "display"
x = [[], [], [], [], [], [], [], [], [], []]
step = "loop"
for i in range(3):
    x.append([])
step = "comprehension"
y = [[] for _ in range(30)]
step = "off"
gc.set_threshold(0)
gc.callbacks.remove(note)
print(sorted(set(log), key=log.index))
