import sys
def f():
    a = 1; b = [2]
    loc = locals()
    print(sorted(loc), loc["b"] is b, sys.getrefcount(b))
    loc["a"] = 100
    print(a, locals()["a"], loc is locals(), sorted(locals()))
    c = 3
    print(sorted(loc))
    fr = sys._getframe()
    print(type(fr.f_locals).__name__, fr.f_locals["c"], fr.f_locals is fr.f_locals, sys.getrefcount(fr), len(fr.f_locals))
    fr.f_locals["c"] = 50
    print(c)
    exec("c = 77; z = 5")
    print(c, "z" in locals())
    print(eval("a + c"))
    return loc
l = f(); print(sorted(l), sys.getrefcount(l), sys.getrefcount(l["b"]))
print(locals() is globals(), "f" in locals())
class A:
    x = 1
    print(sorted(k for k in locals() if not k.startswith("__")))
    y = locals()
    print(y is locals())
print("y" in vars(A), A.y.get("x"))
def g(x):
    def inner(): return x
    print(locals().keys(), sys._getframe().f_locals["x"])
    del x
    try: inner()
    except NameError as e: print(e)
    print(locals().keys())
g(5)
def gen():
    v = 10
    yield locals()
    v = 20
    yield locals()
print([sorted(locals()) for i in range(1)][0][:1], [locals() for i in (1,)] == [{"i": 1, ".0": None}])
