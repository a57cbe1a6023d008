import weakref
class N:
    def __init__(self, n):
        self.n = n
    def __add__(self, o):
        return self.n + getattr(o, "n", o)
    def __str__(self):
        return f"N{self.n}"
    def __iter__(self):
        return iter(range(self.n))
    def __getitem__(self, i):
        return self.n * i
    def __bool__(self):
        return self.n > 0
    def __call__(self, x):
        return x
    def __eq__(self, o):
        return self.n == o.n
a, b = N(3), N(4)
p, q = weakref.proxy(a), weakref.proxy(b)
print(p + q, p + 1, str(p), list(p), p[5], bool(p), p(7) if callable(p) else None, p == a, type(p).__name__)
print(p.__class__.__name__, isinstance(p, N), p.n, hasattr(p, "zzz"), dir(p) == dir(a))
del p.n
try:
    print(p + 1)
except AttributeError as e:
    print(e)
del b
for f in (lambda: q.n, lambda: str(q), lambda: q + 1, lambda: bool(q), lambda: list(q)):
    try:
        print(f())
    except ReferenceError as e:
        print(e)
