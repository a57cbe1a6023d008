import copy
import functools
import weakref
import collections
import contextlib
import random

print(hasattr(weakref, "WeakSet"), hasattr(weakref, "nothing"), getattr(weakref, "nothing", "none"))

real = functools.reduce
functools.reduce = lambda function, items: "patched"
print(functools.reduce(None, []))
functools.reduce = real
print(functools.reduce(lambda a, b: a + b, [1, 2, 3]))

class Mine:
    pass

weakref.WeakSet = Mine
from weakref import WeakSet
print(WeakSet is Mine, vars(weakref)["WeakSet"] is Mine)

del collections.UserList
try:
    collections.UserList
except AttributeError as error:
    print(error)
try:
    del collections.UserList
except AttributeError as error:
    print(error)
print("UserList" in dir(collections), "UserDict" in dir(collections), "Counter" in vars(collections))

random.seed = lambda *a: "no seed"
print(random.seed(1), "seed" in random.__dict__)

names = {}
exec("from contextlib import *", names)
print("suppress" in names, "contextmanager" in names, "_GeneratorContextManager" in names)
print(sorted(name for name in names if name.startswith("c"))[:4])

print(copy.__dict__.get("deepcopy") is copy.deepcopy, copy.__name__, type(copy))
print(contextlib.suppress.__module__, contextlib.suppress.__init__.__globals__ is vars(contextlib))
print(functools.partial(int, base=2)("101"), functools.lru_cache(None)(len).__wrapped__ is len)
