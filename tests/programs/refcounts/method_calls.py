import sys
rc = sys.getrefcount
class C:
    def me(self):
        return rc(self)
    def other(self, o):
        return rc(self), rc(o)
    @classmethod
    def cls(cls):
        return rc(cls)
    @staticmethod
    def st(o):
        return rc(o)
    @property
    def prop(self):
        return rc(self)
    def __call__(self):
        return rc(self)
    def __len__(self):
        return rc(self)
    def __add__(self, o):
        return rc(self), rc(o)
    def __getitem__(self, k):
        return rc(self)
    def __enter__(self):
        return rc(self)
    def __exit__(self, *a):
        pass
    def __contains__(self, o):
        print("in", rc(self), rc(o))
        return True
c = C()
print(c.me(), c.other(c), c.st(c), c.prop, c(), len(c), c + c, c[0])
print(C().me(), C().st(C()), C().prop, C()(), len(C()), C() + C(), C()[0], C.me(c), C.cls() - rc(C))
c in c
with c as n:
    print(n)
def f():
    d = C()
    return d.me(), d.other(d), d.prop, d(), len(d), d + d, d[0], getattr(d, "me")()
print(f())
m = c.me
print(m(), c.me(), rc(c))
