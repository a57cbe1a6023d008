import sys
rc = sys.getrefcount
def f():
    x = object()
    a = rc(x)
    d = locals()
    b = rc(x)
    e = locals()
    c = rc(x)
    return a, b, c, d is e
print(f())
def g():
    x = object()
    fr = sys._getframe()
    a = rc(x)
    fl = fr.f_locals
    return a, rc(x), fl["x"] is x, rc(fr)
print(g())
def h():
    x = object()
    return rc(x), vars()["x"] is x, rc(x), eval("rc(x)"), rc(x)
print(h())
y = object()
print(rc(y), locals() is globals(), rc(globals()["y"]), rc(locals()["y"]))
def k():
    def inner():
        return sys._getframe(1).f_locals["x"]
    x = object()
    z = inner()
    return z is x, rc(x)
print(k())
