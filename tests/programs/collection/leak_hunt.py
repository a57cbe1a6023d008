# Counting instances by type shows a leak.
import gc
from collections import Counter
class Tick:
    pass
class Handler:
    registry = []
    def __init__(self):
        Handler.registry.append(self)
        self.events = [Tick() for _ in range(3)]
def census():
    gc.collect()
    c = Counter(type(o).__name__ for o in gc.get_objects())
    return c["Tick"], c["Handler"]
print(census())
for _ in range(4):
    Handler()
print(census())
Handler.registry.clear()
print(census())
