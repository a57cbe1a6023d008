import sys
rc = sys.getrefcount
class T:
    pass
def raiser(t):
    raise ValueError(t)
t = T()
try:
    raiser(t)
except ValueError as e:
    print(rc(t), rc(e), rc(e.args), rc(e.args[0]), rc(e.__traceback__))
print(rc(t))
def keep():
    t = T()
    try:
        raise KeyError
    except KeyError as e:
        f = e
    return f, rc(t)
e, n = keep()
print(n, rc(e), rc(e.__traceback__.tb_frame))
try:
    try:
        raise ValueError("a")
    except ValueError as a:
        raise TypeError("b") from a
except TypeError as b:
    print(rc(b), rc(b.__cause__), rc(b.__context__), b.__cause__ is b.__context__)
try:
    raise T
except TypeError as e:
    print(rc(e))
def final():
    t = T()
    try:
        return rc(t)
    finally:
        print(rc(t))
print(final())
