# key-sharing dicts
import sys
class P:
    def __init__(self, a, b): self.a = a; self.b = b
x = P(1, 2); y = P(3, 4)
print(sys.getsizeof(x.__dict__), sys.getsizeof(y.__dict__), sys.getsizeof({"a": 1, "b": 2}))
y.c = 5; print(sys.getsizeof(y.__dict__), sys.getsizeof(x.__dict__)); z = P(1, 2); print(sys.getsizeof(z.__dict__))
del y.a; print(sys.getsizeof(y.__dict__), list(y.__dict__)); y.a = 9; print(list(y.__dict__), sys.getsizeof(y.__dict__))
w = P(1, 2); w.__dict__["zz"] = 1; print(sys.getsizeof(w.__dict__)); w.__dict__[5] = 1; print(sys.getsizeof(w.__dict__)); w2 = P(1, 2); print(sys.getsizeof(w2.__dict__))
class Q: pass
q1 = Q(); q1.a = 1; q1.b = 2; q2 = Q(); q2.b = 1; q2.a = 2; print(list(q1.__dict__), list(q2.__dict__), sys.getsizeof(q1.__dict__), sys.getsizeof(q2.__dict__))
q3 = Q(); q3.__dict__ = {"n": 1}; print(sys.getsizeof(q3.__dict__), q3.n); q3.m = 2; print(sys.getsizeof(q3.__dict__))
q4 = Q(); d = q4.__dict__; q4.a = 1; print(d, d is q4.__dict__, sys.getsizeof(d)); d["b"] = 2; print(q4.b); d.clear(); print(vars(q4), sys.getsizeof(d)); q4.k = 1; print(sys.getsizeof(d))
class Many:
    def __init__(self, n):
        for i in range(n): setattr(self, "a%d" % i, i)
for n in (0, 1, 5, 6, 10, 11, 20, 29, 30, 31, 40): print(n, sys.getsizeof(Many(n).__dict__), end="; ")
print()
class Fresh: pass
o = [Fresh() for _ in range(3)]
for i, f in enumerate(o):
    for k in "abc"[:i + 1]: setattr(f, k, k)
print([sys.getsizeof(f.__dict__) for f in o], [sys.getsizeof(f) for f in o])
c = x.__dict__.copy(); print(sys.getsizeof(c), sys.getsizeof(dict(x.__dict__)), sys.getsizeof({**x.__dict__}), sys.getsizeof(vars(x)))
x.__dict__.update(c=1, d=2); print(sys.getsizeof(x.__dict__), x.c); x.__dict__.pop("a"); print(sys.getsizeof(x.__dict__), hasattr(x, "a"))
import copy
k = copy.copy(z); print(sys.getsizeof(k.__dict__), k.__dict__ == z.__dict__); k = copy.deepcopy(z); print(sys.getsizeof(k.__dict__))
class Sub(P):
    def __init__(self): super().__init__(1, 2); self.c = 3
print(sys.getsizeof(Sub().__dict__), sys.getsizeof(Sub()), sys.getsizeof(P(1, 2)))
class WithSlots(P): __slots__ = ("s",)
ws = WithSlots(1, 2); ws.s = 1; print(sys.getsizeof(ws), sys.getsizeof(ws.__dict__), ws.__dict__)
ws.__dict__ = {}; print(hasattr(ws, "a"), ws.s); del ws.__dict__; print(ws.__dict__)
try: ws.__dict__ = 5
except TypeError as e: print(e)
z.__class__ = Q; print(z.a, type(z).__name__, sys.getsizeof(z.__dict__))
try: z.__class__ = int
except TypeError as e: print(e)
try: z.__class__ = WithSlots
except TypeError as e: print(e)
