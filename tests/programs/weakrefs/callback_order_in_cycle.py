import gc
import weakref
gc.collect()
class N:
    def __init__(self, name):
        self.name = name
        self.me = self
    def __del__(self):
        print("del", self.name)
names = "abc"
ns = [N(x) for x in names]
refs = [weakref.ref(n, lambda r, x=x: print("callback", x)) for n, x in zip(ns, names)]
del ns
print(gc.collect())
