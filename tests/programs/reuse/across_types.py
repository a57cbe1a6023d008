# A freed block serves any type of its size class.
class A:
    __slots__ = ("x",)
a = A()
i = id(a)
del a
b = (1.5).__add__(0.25)
print(id(b) == i)
s = {1}
i = id(s)
del s
t = frozenset([1])
print(id(t) == i)
f = lambda: 0
i = id(f)
del f
g = lambda: 1
print(id(g) == i)
m = [].append
i = id(m)
del m
n = "".join
print(id(n) == i)
