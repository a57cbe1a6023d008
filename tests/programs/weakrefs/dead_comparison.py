import weakref
class V:
    def __init__(self, v):
        self.v = v
    def __eq__(self, o):
        return self.v == o.v
    def __hash__(self):
        return hash(self.v)
x, y = V(1), V(1)
a, b = weakref.ref(x), weakref.ref(y)
print(a == b, hash(a) == hash(b))
del x
print(a == b, a == a, hash(a) == hash(b))
z = V(2)
c = weakref.ref(z)
del z
try:
    hash(c)
except TypeError as e:
    print(e)
print(repr(c)[-6:])
