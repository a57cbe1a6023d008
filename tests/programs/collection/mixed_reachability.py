import gc
gc.collect()
class Box:
    def __init__(self, *items):
        self.items = list(items)
    def __del__(self):
        print("del", len(self.items))
inner = Box()
outer = Box(inner, 1, 2)
inner.items.append(outer)
tail = Box(outer)
kept = Box()
outer.items.append(kept)
del inner, outer
print("collect", gc.collect())
del tail
print("collect", gc.collect())
print(len(kept.items))
