import sys
rc = sys.getrefcount
x = object()
class A:
    attr = x
    n = rc(x)
    items = [x for _ in range(2)] if False else [x, x]
    m = rc(attr)
    def f(self, d=x):
        return rc(d)
print(A.n, A.m, rc(x), A().f(), rc(A.attr), rc(A.__dict__["attr"]))
class B(A):
    other = A.attr
print(rc(x), rc(B.attr))
a = A()
a.attr = x
print(rc(x), rc(a.attr))
del A.attr, B.other
print(rc(x))
A.items.clear()
print(rc(x))
