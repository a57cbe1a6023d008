# try/except/finally/with, refcounts during handling
import sys
class E(Exception): pass
def f(o):
    try:
        raise E(o)
    except E as e:
        print("in handler", sys.getrefcount(o), sys.getrefcount(e), sys.getrefcount(e.args))
        return sys.getrefcount(o)
    finally:
        print("finally", sys.getrefcount(o))
x = []
print(f(x), sys.getrefcount(x))
def g(o):
    with_o = o
    try:
        1 / 0
    except ZeroDivisionError:
        t = sys.exc_info()
        print(len(t), sys.getrefcount(t[1]), sys.getrefcount(o))
    print(sys.exc_info()[0], sys.getrefcount(o), sys.getrefcount(t[1]))
g(x); print(sys.getrefcount(x))
class CM:
    def __enter__(self): print("enter", sys.getrefcount(self)); return self
    def __exit__(self, t, v, tb): print("exit", t and t.__name__, v is None or sys.getrefcount(v), sys.getrefcount(self)); return True
    def __del__(self): print("cm del")
with CM(): print("body")
with CM() as c: raise E("suppressed")
print("after", sys.getrefcount(c)); del c
with CM() as a, CM() as b: print(sys.getrefcount(a), sys.getrefcount(b))
del a, b
def nested():
    try:
        try: raise E(1)
        except E as e: raise E(2)
    except E as e:
        ctx = e.__context__
        print(sys.getrefcount(e), sys.getrefcount(ctx), ctx.args, ctx.__traceback__ is not None)
        return e
n = nested(); print(sys.getrefcount(n), sys.getrefcount(n.__context__), n.__traceback__.tb_frame.f_code.co_name)
import contextlib
@contextlib.contextmanager
def cm():
    o = []
    try: yield o
    finally: print("cleanup", sys.getrefcount(o))
with cm() as o: print(sys.getrefcount(o))
print(sys.getrefcount(o))
with contextlib.suppress(E): raise E(o)
print(sys.getrefcount(o))
def loop():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            raise E(i)
        except E as e: keep = e
        finally: print("f", i)
    return keep
k = loop(); print(sys.getrefcount(k), k.__traceback__.tb_frame.f_locals.keys())
try: raise E from E("cause")
except E as e: print(repr(e.__cause__), sys.getrefcount(e.__cause__))
eg = ExceptionGroup("g", [E(1), ValueError(2)])
try: raise eg
except* E as m: print(m.exceptions, sys.getrefcount(m))
except* ValueError as m: print(m.exceptions)
print(sys.getrefcount(eg))
