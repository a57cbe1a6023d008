from functools import partial, partialmethod, wraps, update_wrapper
class Adder:
    def __init__(self, n):
        self.n = n
    def __call__(self, x, *, twice=False):
        return (x + self.n) * (2 if twice else 1)
a = Adder(3)
print(a(1), a(1, twice=True), callable(a), list(map(a, [1, 2])), partial(a, twice=True)(5))
p = partial(print, "hello", sep="-")
p("world")
q = partial(p, "again", end="!\n")
q("x")
print(q.args, q.keywords, q.func is print)
class C:
    def set(self, v):
        self.v = v
        return self
    on = partialmethod(set, True)
    off = partialmethod(set, False)
print(C().on().v, C().off().v)
print(repr(partial(int, base=2))[:17], partial(max, 5)(3))
