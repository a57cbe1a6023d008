import gc
import weakref
gc.collect()
class N:
    def __init__(self, name):
        self.name = name
        self.me = self
    def __del__(self):
        print("del", self.name, ref() is None)
n = N("n")
ref = weakref.ref(n)
del n
print(ref() is not None)
gc.collect()
print(ref() is None)
m = N("m")
ref = weakref.ref(m, lambda r: print("callback"))
del m
gc.collect()
