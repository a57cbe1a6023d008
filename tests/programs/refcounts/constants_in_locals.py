# Bound constants: parameters, locals, closures, generators, frames that outlive the call.
import sys
rc = sys.getrefcount
def f():
    x = 12345.5
    y = x
    return rc(x), rc(y)
print(f())
def g(a=98765.25):
    b = a
    return rc(a), rc(b)
print(g(), g(777.5))
def h():
    x = 5555.5
    def k():
        return rc(x)
    return k(), rc(x)
print(h())
def gen():
    x = 4444.5
    yield rc(x)
    y = x
    yield rc(x)
    yield x
for v in gen(): print(v if isinstance(v, int) else rc(v))
def exc():
    x = 3333.5
    raise ValueError(x)
try:
    exc()
except ValueError as e:
    print(rc(e.args[0]), rc(e.__traceback__.tb_next.tb_frame.f_locals["x"]))
def deep(v, n):
    w = v
    if n: return deep(w, n - 1)
    return rc(v), rc(w)
print(deep(2222.5, 0), deep(2222.25, 3))
def loop():
    out = []
    for i in (1000001, 1000002):
        out.append(rc(i))
    return out
print(loop())
def cond(flag):
    x = 6666.5 if flag else "a b c"
    return rc(x)
print(cond(True), cond(False))
print([rc(z) for z in (1111.5, 1111.25)], [rc(8888.5) for _ in "ab"])
def ret():
    return 9999.5
print(rc(ret()), ret() is ret())
z = ret()
print(rc(z))
def args(*a, **k):
    return rc(a[0]), rc(k["q"])
print(args(1212.5, q=3434.5), args(*(5656.5,), **{"q": 7878.5}))
print(rc((1, 2.5)), rc("not a name"), rc(b"bytes here"), rc(frozenset({1})), rc(10**30))
def swap():
    a, b = 1313.5, 1414.5
    a, b = b, a
    return rc(a), rc(b)
print(swap())
