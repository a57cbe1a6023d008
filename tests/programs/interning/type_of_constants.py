def f():
    a = 1
    b = 1.0
    c = True
    d = "1"
    e = b"1"
    g = 1j
    h = (1,)
    i = (1.0,)
    j = None
    k = ...
    l = frozenset
    return a, b, c
print(f.__code__.co_consts)
def g():
    return -1, -0.0, 0.0, 1 - 1, not True, "a" "b", 2 ** 10, (1, (2, 3)), [1, 2, 3], {1, 2, 3}
print(g.__code__.co_consts, g())
def h(x):
    return x in [1, 2], x in {1, 2}, x in (1, 2), x == "a" * 3
print(h.__code__.co_consts)
lam = lambda: ("doc", 5)
print(lam.__code__.co_consts, (lambda: None).__code__.co_consts)
