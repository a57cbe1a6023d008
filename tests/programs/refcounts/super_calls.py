# super() makes an object only the first time that a call runs.
import sys
rc = sys.getrefcount
class P:
    def __init__(self, b=None): print("init", rc(self), end=" ")
    def m(self): return rc(self)
    @property
    def p(self): return rc(self)
    @classmethod
    def c(cls, o): return rc(o)
class Q(P):
    def __init__(self): super().__init__(); print(super().p, super().m(), rc(self), super().c(self), end=" ")
    def m(self):
        s = super()
        return s.m(), rc(self), super(Q, self).m()
    def deep(self):
        def k(): return self
        return super().m(), rc(self)
for i in range(4):
    Q(); print(i)
q = Q()
print()
for i in range(3): print(q.m(), q.deep(), rc(q))
