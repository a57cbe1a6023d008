x = 5
print("pos" if x > 0 else "neg", 1 < x < 10, 1 < x > 3, x == 5 != 6, not x == 5, x and 0 or "fallback")
def side(v):
    print("side", v)
    return v
print(side(0) and side(1), side(1) or side(2), side(1) < side(3) < side(2), side(3) < side(1) < side(2))
if (n := len("hello")) > 3:
    print(n)
while (x := x - 2) > 0:
    print("x", x)
print([y for v in range(4) if (y := v * v) % 2], y)
if x:
    pass
elif not x:
    print("zero")
else:
    print("neg", x)
assert x < 0
assert (x, "tuple is true") if False else True
del x
print("x" in globals())
