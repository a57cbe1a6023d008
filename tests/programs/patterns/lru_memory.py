# A cache keeps what it has seen alive.
from functools import lru_cache
import weakref
class Big:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("freed", self.n)
@lru_cache(maxsize=2)
def load(n):
    return Big(n)
for n in (1, 2, 1, 3, 4):
    load(n)
print(load.cache_info())
load.cache_clear()
print("cleared", load.cache_info().currsize)
class Service:
    @lru_cache
    def compute(self, x):
        return x * 2
s = Service()
s.compute(2)
r = weakref.ref(s)
del s
print(r() is not None)
Service.compute.cache_clear()
print(r() is None)
