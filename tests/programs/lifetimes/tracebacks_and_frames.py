# Tracebacks keep frames and their locals.
import sys, gc
rc = sys.getrefcount
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def f(n):
    t = T(n)
    raise ValueError(n)
try:
    f(1)
except ValueError as e:
    print("caught", rc(e))
print("after")
try:
    f(2)
except ValueError as e:
    keep = e
print("kept", rc(keep), keep.__traceback__.tb_next.tb_frame.f_locals["t"].n)
keep.__traceback__.tb_next.tb_frame.clear()
print("cleared")
keep = None
try:
    f(3)
except ValueError as e:
    keep = e.with_traceback(None)
print("no tb")
def g():
    try:
        f(4)
    except ValueError as e:
        return e
r = g()
print("returned", rc(r), rc(r.__traceback__), rc(r.__traceback__.tb_frame))
r = None
print("gone")
def chain():
    try:
        try:
            f(5)
        except ValueError:
            t = T(6)
            raise KeyError(t)
    except KeyError as e:
        return e
r = chain()
print(type(r.__context__).__name__, rc(r.args[0]), r.__context__.__traceback__ is not None)
del r
print("chain gone")
def cyc():
    t = T(7)
    try:
        1 / 0
    except ZeroDivisionError as e:
        me = e
cyc()
print("cycle")
gc.collect()
def gen():
    t = T(8)
    try:
        yield t
    finally:
        print("closing")
i = gen(); v = next(i); print(rc(v))
try:
    i.throw(KeyError("x"))
except KeyError as e:
    print(e.__traceback__.tb_next.tb_frame is not None, i.gi_frame)
del v
print("thrown")
def nested():
    t = T(9)
    def inner():
        u = T(10)
        raise RuntimeError
    inner()
try:
    nested()
except RuntimeError:
    info = sys.exc_info()
    print(rc(info[1]), sys.exc_info()[1] is info[1])
print("info held"); info = None
print("end")
def fr():
    t = T(11)
    return sys._getframe()
x = fr(); print("frame", x.f_locals["t"].n, rc(x)); x = None
try:
    raise ExceptionGroup("g", [ValueError(T(12))])
except* ValueError as eg:
    print(len(eg.exceptions))
print("group done")
try:
    f(13)
except Exception:
    pass
print("pass")
for n in (14, 15):
    try: f(n)
    except ValueError: continue
print("loop")
def fin():
    t = T(16)
    try: return "ret"
    finally: print("fin")
print(fin())
def reraise():
    try: f(17)
    except ValueError as e: raise
try: reraise()
except ValueError as e: print(e.__traceback__.tb_next.tb_next is not None)
print("last")
