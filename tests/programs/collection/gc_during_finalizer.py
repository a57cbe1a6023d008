import gc
gc.collect()
class T:
    def __init__(self):
        self.me = self
    def __del__(self):
        print("in finalizer", gc.collect())
t = T()
del t
print("outer", gc.collect())
