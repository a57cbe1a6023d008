import gc
l = [1, "two", [3]]
print(gc.get_referents(l))
d = {"k": [1]}
print(gc.get_referents(d))
print(gc.get_referents((1, 2)), gc.get_referents(5), gc.get_referents())
class C:
    def __init__(self):
        self.x = [1]
c = C()
kinds = sorted(type(r).__name__ for r in gc.get_referents(c))
print(kinds)
c.__dict__
print(sorted(type(r).__name__ for r in gc.get_referents(c)))
def f(a=[]):
    pass
print(sorted(type(r).__name__ for r in gc.get_referents(f)))
