import sys
from functools import partial, lru_cache, reduce
rc = sys.getrefcount
x = object()
p = partial(rc, x)
print(rc(x), p(), rc(p.args), rc(p.args[0]))
@lru_cache
def f(v):
    return v
f(x)
print(rc(x))
f.cache_clear()
print(rc(x))
print(reduce(lambda a, b: rc(b), [1, x]), reduce(lambda a, b: a, [x, x]) is x, rc(x))
def g(*a, **k):
    return rc(a[0]), rc(k["k"]), rc(a), rc(k)
print(partial(g, x, k=x)(), g(x, k=x))
