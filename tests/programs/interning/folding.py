# Expressions of constants are computed by the compiler.
def f():
    return 24 * 60 * 60

def g():
    return "ab" * 3

def h():
    return (1, 2) + (3,)

print(f.__code__.co_consts[-1], g.__code__.co_consts[-1], h.__code__.co_consts[-1])
print(f() is f(), g() is g(), h() is h())
print(g() is "ababab", f() is 86400)
