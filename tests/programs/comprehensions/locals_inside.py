import sys
def f():
    a = 1
    r = [sorted(locals()) for _ in range(1)]
    return r
print(f())
def g():
    return [sys._getframe().f_code.co_name for _ in range(1)]
print(g())
def h(n):
    return [[n * i for i in range(n)] for n in range(n)]
print(h(3))
def k():
    t = [x for x in [1, 2]]
    return k.__code__.co_varnames
print(k())
