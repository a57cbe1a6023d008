class A:
    __slots__ = ("x",)
class B:
    __slots__ = ("x", "y")
class C:
    __slots__ = ("x", "y", "z")
a = A()
where = id(a)
del a
b = B()
print(id(b) == where)
del b
c = C()
print(id(c) == where)
print(A().__sizeof__(), B().__sizeof__(), C().__sizeof__())
