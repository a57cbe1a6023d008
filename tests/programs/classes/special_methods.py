class Vector:
    def __init__(self, *xs):
        self.xs = xs
    def __repr__(self):
        return f"Vector{self.xs}"
    def __add__(self, o):
        return Vector(*(a + b for a, b in zip(self.xs, o.xs)))
    def __mul__(self, k):
        return Vector(*(x * k for x in self.xs))
    __rmul__ = __mul__
    def __neg__(self):
        return self * -1
    def __eq__(self, o):
        return isinstance(o, Vector) and self.xs == o.xs
    def __len__(self):
        return len(self.xs)
    def __getitem__(self, i):
        return self.xs[i]
    def __contains__(self, x):
        return x in self.xs
    def __bool__(self):
        return any(self.xs)
    def __call__(self, f):
        return Vector(*map(f, self.xs))
v, w = Vector(1, 2), Vector(3, 4)
print(v + w, v * 2, 3 * v, -v, v == Vector(1, 2), v != w)
print(len(v), v[0], v[-1], 2 in v, list(v), bool(Vector(0)), v(str))
x, y = v
print(x, y, [*w], sum(v))
v += w
print(v)
try:
    v + 1
except AttributeError as e:
    print(e)
