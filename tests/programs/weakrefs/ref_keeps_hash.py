import weakref
class H:
    def __init__(self, v):
        self.v = v
    def __hash__(self):
        return hash(self.v)
    def __eq__(self, o):
        return self.v == o.v
a, b = H("x"), H("x")
ra, rb = weakref.ref(a), weakref.ref(b)
s = {ra, rb}
print(len(s), ra == rb, ra in s)
d = {ra: "value"}
print(d[rb])
del a
print(ra in s, len(s), ra == rb, d.get(rb), d[ra])
class NoHash:
    __hash__ = None
n = NoHash()
try:
    hash(weakref.ref(n))
except TypeError as e:
    print(e)
