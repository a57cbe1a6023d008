class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
def f(t, *rest, key=None, **kw):
    print("in f", t.n, len(rest), sorted(kw))
f(T("a"), T("b"), T("c"), key=T("k"), extra=T("e"))
print("--")
def g(t=T("default")):
    print("in g", t.n)
g()
g(T("given"))
print("--")
del g
print("--")
f(*[T("x"), T("y")])
print("--")
h = lambda t: t.n
print(h(T("lambda")))
print((lambda *a: len(a))(T("p"), T("q")))
