# A finalizer may save its object, once.
import gc
saved = []
class Phoenix:
    def __init__(self):
        self.me = self
    def __del__(self):
        print("finalizer")
        saved.append(self)
gc.collect()
p = Phoenix()
del p
print(gc.collect(), len(saved))
saved.clear()
print(gc.collect(), len(saved))
q = Phoenix()
q.me = None
del q
print(len(saved))
saved.clear()
print("end")
