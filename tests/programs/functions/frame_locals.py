import sys
def g():
    x = 1
    y = [2]
    fr = sys._getframe()
    fl = fr.f_locals
    print(type(fl), type(fl).__name__, fl is fr.f_locals, len(fl), list(fl), "x" in fl, fl.get("zz", 5))
    fl["x"] = 10
    print(x)
    fl["new"] = 3
    print(fl["new"], list(fl.keys()), list(fl.values())[:2], sys.getsizeof(fl))
    print(fl == {"x": 10}, dict(fl)["x"], fl.copy()["new"])
    try: del fl["x"]
    except Exception as e: print(type(e).__name__, e)
    try: fl.pop("x")
    except Exception as e: print(type(e).__name__, e)
    try: fl["nope"]
    except Exception as e: print(type(e).__name__, e)
    print(locals()["x"], "new" in locals(), "new" in fr.f_locals)
    fl.update({"x": 11}); print(x, fl.setdefault("x", 4), fl.setdefault("w", 4))
    print([k for k, v in fl.items()])
    print(repr(fl)[:20])
    z = 1
    def inner():
        return z
    fl["z"] = 99
    print(inner())
    for m in ("clear", "popitem", "keys", "__reversed__", "__or__", "__ior__", "__delitem__"): print(m, hasattr(fl, m), end=" ")
    print()
g()
print(type(sys._getframe().f_locals))
class C:
    print(type(sys._getframe().f_locals))
def gen():
    q = 1
    yield q
    print(q)
i = gen(); next(i)
i.gi_frame.f_locals["q"] = 7
next(i, None)
print(i.gi_frame)
