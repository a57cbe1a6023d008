class P:
    __slots__ = ("x", "y")
    def __init__(self, x):
        self.x = x
p = P(1)
print(p.x, hasattr(p, "__dict__"))
for f in (lambda: p.y, lambda: setattr(p, "z", 1)):
    try:
        f()
    except AttributeError as e:
        print(e)
p.y = 2
del p.x
print(hasattr(p, "x"), p.y, P.x, type(P.x).__name__, P.__slots__)
try:
    class Q:
        __slots__ = ("a",)
        a = 1
except ValueError as e:
    print(e)
