import sys
from contextlib import contextmanager
rc = sys.getrefcount
class T:
    pass
@contextmanager
def cm():
    t = T()
    yield t
    print("after", rc(t))
with cm() as t:
    print("in", rc(t))
print("out", rc(t))
def f():
    with cm() as u:
        print("fin", rc(u))
    return rc(u)
print(f())
@contextmanager
def holds(x):
    yield
    print("held", rc(x))
x = T()
with holds(x):
    print(rc(x))
print(rc(x))
