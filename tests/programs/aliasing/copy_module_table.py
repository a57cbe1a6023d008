import copy
things = [5, "s", (1, 2), (1, [2]), [1], {"a": [1]}, {1, 2}, frozenset([1]), b"b", bytearray(b"x"), None, range(3), len, int, lambda: 0, slice(1), 1.5, ...]
for t in things:
    s, d = copy.copy(t), copy.deepcopy(t)
    print(type(t).__name__, s is t, d is t, d == t)
class C:
    def __init__(self):
        self.x = [1]
c = C()
s, d = copy.copy(c), copy.deepcopy(c)
print(s is c, s.x is c.x, d.x is c.x, type(d) is C, d.x == c.x)
