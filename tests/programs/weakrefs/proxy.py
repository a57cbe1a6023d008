import weakref
class Counter:
    def __init__(self):
        self.n = 0
    def up(self):
        self.n += 1
        return self.n
    def __len__(self):
        return self.n
c = Counter()
p = weakref.proxy(c)
print(p.up(), p.up(), c.n, len(p), bool(p))
p.n = 10
print(c.n, isinstance(p, Counter), type(p) is Counter)
try:
    hash(p)
except TypeError as e:
    print(e)
del c
try:
    p.n
except ReferenceError as e:
    print(type(e).__name__, e)
