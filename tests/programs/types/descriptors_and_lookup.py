class D:
    def __get__(self, o, t):
        return "data"
    def __set__(self, o, v):
        print("set", v)
    def __delete__(self, o):
        print("delete")
class N:
    def __get__(self, o, t):
        return "nondata"
class A:
    d, n = D(), N()
    plain = 1
a = A()
a.__dict__.update(d="own d", n="own n", plain="own plain")
print(a.d, a.n, a.plain, A.d, A.n)
a.d = 5
del a.d
print(type(A.__dict__["d"]).__name__, type(a).__mro__[0].__name__, object.__getattribute__(a, "n"))
class Loud:
    def __getattribute__(self, name):
        print("get", name)
        return super().__getattribute__(name)
    x = 1
    def m(self):
        return "m"
l = Loud()
print(l.x, l.m())
