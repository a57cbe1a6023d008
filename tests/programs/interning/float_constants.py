# Floats are shared by the compiler alone.
def f():
    return 2.5

x = 2.5
print(f() is f(), f() is x)
print(float("2.5") is float("2.5"), float("2.5") == x)
print(x + 0.0 is x, +x is x, float(x) is x, x * 1 is x, abs(x) is x)
y = 5.0 / 2
print(y is x, y == x)
