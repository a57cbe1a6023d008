def make():
    def inner():
        pass
    return inner
print(id(make()) == id(make()))
class C:
    def m(self):
        pass
c = C()
print(id(c.m) == id(c.m))
a, b = c.m, c.m
print(id(a) == id(b))
print(id(lambda: 1) == id(lambda: 2))
