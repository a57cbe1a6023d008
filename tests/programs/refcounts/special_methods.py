# What special methods and bound methods see of their object.
import sys, gc
rc = sys.getrefcount
class A:
    __slots__ = ("v",)
    def m(self, o=None): return rc(self)
    def __eq__(self, o): print("eq", rc(self), rc(o)); return False
    __hash__ = object.__hash__
    def __lt__(self, o): return rc(self) < 0
    def __iter__(self): print("iter", rc(self)); return iter([self])
    def __repr__(self): return f"A{rc(self)}"
    def __setattr__(self, k, v): print("set", rc(self), rc(v)); object.__setattr__(self, k, v)
    def __getattr__(self, k): return rc(self)
    def __setitem__(self, k, v): print("si", rc(self), rc(v))
    def __delitem__(self, k): print("di", rc(self), rc(k))
    def __iadd__(self, o): print("iadd", rc(self), rc(o)); return self
    def __radd__(self, o): return rc(self)
    def __neg__(self): return rc(self)
    def __bool__(self): print("bool", rc(self)); return True
    def __format__(self, s): return str(rc(self))
    def __contains__(self, o): print("in", rc(o)); return True
    def __call__(self, *a, **k): return rc(self), len(a)
    def __get__(self, i, c): return rc(self)
    def __missing__(self, k): return 1
a = A(); b = A()
b.v = 1
bm = a.m
print(bm(), a.m(), A.m(a), rc(a), rc(bm), rc(bm.__self__))
print(a == b, a == a, [a] == [a], a in [a], a in [b], [b].count(a), [b, a].index(a))
for q in a: print(rc(q))
print(a, [a], repr(a), f"{a} {a!r}", "%s" % a, "{}".format(a), format(a))
a.v = b; print(a.zzz, rc(b)); a[1] = b; del a[b]
a += b
print(1 + a, -a, not a, bool(a), a(), a(1, k=2), b in a)
if a: pass
while a: break
print(sorted([a, b])[0] is a, min(a, b) is a)
class D:
    a = a
print(D.a, D().a)
print(list(map(A.m, [a])), [z.m() for z in [a, b]], getattr(a, "m")(), callable(a.m))
ms = [a.m, a.m]
print(rc(a), ms[0] == ms[1], ms[0] is ms[1]); del ms
print({a: 1}[a], rc(a))
class P:
    @property
    def p(self): return rc(self)
    @p.setter
    def p(self, v): print("ps", rc(self), rc(v))
    @staticmethod
    def s(o): return rc(o)
    @classmethod
    def c(cls, o): return rc(o)
    def __init__(self, o=None): print("init", rc(self), rc(o))
    def __new__(cls, o=None): self = object.__new__(cls); print("new", rc(self)); return self
    def __init_subclass__(cls): print("sub", rc(cls) > 3)
p = P(); print(p.p); p.p = b; print(p.s(b), P.s(b), p.c(b)); P(b)
class Q(P):
    def __init__(self): super().__init__(b); print(super().p, rc(self))
Q()
def f():
    l = A(); r = l.m(), rc(l), l.m, 
    return r[0], r[1], rc(l), r[2]()
print(f())
def hold():
    l = A(); m = l.m
    del l
    return m(), rc(m)
print(hold())
print([].append.__self__, rc("".join.__self__) > 0, rc([].append.__self__))
import operator, functools
print(type(a).m(a), object.__getattribute__(a, "m")(), vars(A)["m"](a), A.__dict__["m"].__get__(a)())
