# Without __eq__, an object equals itself alone.
class Plain:
    pass

class Valued:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        return self.v == other.v

p, q = Plain(), Plain()
print(p == p, p == q, p != q, p is p)
v, w = Valued(1), Valued(1)
print(v == w, v is w, Valued.__hash__ is None, Plain.__hash__ is object.__hash__)
try:
    {v}
except TypeError as error:
    print(error)
print(len({p, q, p}))
