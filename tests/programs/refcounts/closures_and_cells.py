# What closures, cells and defaults hold.
import sys
rc = sys.getrefcount
def outer():
    x = object()
    a = rc(x)
    def inner(): return rc(x)
    def two(): return x
    b = rc(x), inner(), rc(two()), rc(inner.__closure__[0]), rc(inner.__closure__[0].cell_contents)
    return a, b, inner
r = outer()
print(r[:2], r[2](), rc(r[2]))
def counter():
    o = object()
    def set(v):
        nonlocal o
        o = v
        return rc(o), rc(v)
    def get(): return rc(o)
    return set, get
s, g = counter()
print(g()); x = object(); print(s(x), rc(x), g()); s(None); print(rc(x))
def dflt(a=x, *, k=x): return rc(a), rc(k)
print(dflt(), rc(x), rc(dflt.__defaults__), dflt(x, k=x))
fs = [lambda v=v: rc(v) for v in (x, x)]
print([f() for f in fs], rc(x)); del fs
print([(lambda: rc(x))() for _ in (1,)])
class C:
    attr = x
    r = rc(attr), rc(x)
    def m(self): return rc(self.attr), rc(C.attr)
print(C.r, C().m(), rc(x))
del C
import gc; gc.collect()
print(rc(x))
def gen():
    loc = x
    yield rc(x)
    yield rc(loc)
i = gen(); print(next(i), next(i), rc(x)); del i; print(rc(x))
ge = (rc(v) for v in [x]); print(next(ge)); del ge
def deep(n, v):
    def k(): return deep(n - 1, v) if n else rc(v)
    return k()
print(deep(0, x), deep(3, x))
def rec(n):
    y = x
    return rec(n - 1) if n else rc(y)
print(rec(0), rec(3), rc(x))
class S:
    def __init__(self): self.me = self
    def __del__(self): print("del")
def cyc():
    o = S(); r = rc(o); o.me = None; return r, rc(o)
print(cyc())
def loop():
    for k in range(2):
        o = S()
        print(k, rc(o)); o.me = None
loop()
def shadow(v):
    v = [v]
    return rc(v[0])
print(shadow(x), shadow(object()))
def ex():
    try:
        raise ValueError(x)
    except ValueError as e:
        r = rc(x), rc(e), rc(e.args[0])
    return r, rc(x)
print(ex())
def ret_in_finally():
    o = object()
    try:
        return rc(o)
    finally:
        o = None
print(ret_in_finally())
def withit():
    class M:
        def __enter__(self): return self
        def __exit__(self, *a): print("exit", rc(self)); return True
    with M() as m:
        print(rc(m))
        raise KeyError
    with M(): pass
    return rc(m)
print(withit())
