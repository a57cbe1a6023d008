import sys
rc = sys.getrefcount
def gen(x):
    y = x
    yield rc(x)
    del y
    yield rc(x)
    z = [x]
    yield rc(x)
x = object()
g = gen(x)
print(rc(x), list(g), rc(x), rc(g))
g = gen(x)
next(g)
print(rc(x), rc(g), rc(g.gi_frame))
g.close()
print(rc(x))
def deleg(x):
    yield from gen(x)
print(list(deleg(x)), list(deleg(object())), rc(x))
it = (rc(v) for v in [x])
print(next(it), rc(x))
def sender():
    got = None
    while True:
        got = yield got and rc(got)
s = sender()
next(s)
print(s.send(x), rc(x), s.send(object()))
