class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
def f():
    t = T("t")
    try:
        raise ValueError(t.n)
    except ValueError as e:
        u = T("u")
        print("handler", e)
    finally:
        print("finally")
    print("after")
f()
print("--")
def g():
    try:
        t = T("in try")
        return "g"
    finally:
        print("g finally")
print(g())
def h():
    try:
        raise KeyError(T("in exception"))
    except KeyError:
        print("handled")
    print("after handler")
h()
def k():
    try:
        raise ValueError
    except ValueError as e:
        e.extra = T("extra")
    print("k after")
k()
