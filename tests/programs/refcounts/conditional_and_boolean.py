# What the branches of an expression hold while they are evaluated.
import sys
x = object()
rc = sys.getrefcount
print(rc(x if True else None), rc(x or None), rc(None or x), rc((x, 1)[0]), rc([x][0]), rc({"k": x}["k"]))
def f():
    y = object()
    return rc(y if y else None), rc(y or 1), rc((y, 1)[0]), rc([y][0]), rc(y) + 0
print(f())
print(rc(x) + rc(x), rc(x) if rc(x) > 1 else 0, [rc(x), rc(x)], (x, rc(x))[1], {"a": x, "n": rc(x)}["n"])
print(max(rc(x), 0), str(rc(x)), f"{rc(x)} {rc(x)}", "%d" % rc(x))
