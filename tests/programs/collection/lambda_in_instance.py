import gc
gc.collect()
class Handler:
    def __init__(self):
        self.callback = lambda: self
        self.data = [1, 2, 3]
h = Handler()
print(h.callback() is h)
del h
print(gc.collect())
class Clean:
    def __init__(self):
        self.callback = lambda s: s
c = Clean()
del c
print(gc.collect())
class Bound:
    def __init__(self):
        self.callback = self.m
    def m(self):
        return self
b = Bound()
del b
print(gc.collect())
