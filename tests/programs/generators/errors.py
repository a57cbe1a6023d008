def bad():
    yield 1
    raise KeyError("inside")
g = bad()
print(next(g))
try:
    next(g)
except KeyError as e:
    print(repr(e))
print(next(g, "finished"))
def stop():
    yield 1
    raise StopIteration("oops")
try:
    list(stop())
except RuntimeError as e:
    print(e, repr(e.__cause__))
def lazy():
    yield 1 / 0
x = lazy()
print("no error yet")
next(x)
