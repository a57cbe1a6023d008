# Equal constants of different kinds stay different objects.
values = [1, 1.0, True, 1j, 0.0, -0.0, "a", b"a", (1,), (1.0,), (True,)]
print(values)
print(len({id(v) for v in values}))
def f():
    return 1, 1.0, True, 0.0, -0.0
print(f(), [type(c).__name__ for c in f()])
print(f()[3] is f()[4], f()[3] == f()[4])
