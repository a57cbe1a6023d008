# tracebacks hold frames and objects
import sys, gc, weakref, traceback
class T: 
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
def inner():
    local = T("inner local")
    raise ValueError("boom")
def outer():
    o = T("outer local")
    inner()
try: outer()
except ValueError as e:
    saved = e
print("saved")
tb = saved.__traceback__
names = []
while tb:
    names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, sorted(k for k in tb.tb_frame.f_locals if k in ("local", "o"))))
    tb = tb.tb_next
print(names)
traceback.clear_frames(saved.__traceback__)
print("cleared")
saved = None
print("--- with_traceback")
try: outer()
except ValueError as e:
    e2 = e.with_traceback(None)
print("dropped", e2.__traceback__); del e2
print("--- cycle")
def cyc():
    t = T("cycle")
    try: 1/0
    except ZeroDivisionError as e: t.exc = e
cyc(); print("collect", gc.collect() > 0)
print("--- context")
def ctx():
    a = T("ctx a")
    try:
        raise KeyError("k")
    except KeyError as k:
        b = T("ctx b")
        raise RuntimeError("r") from k
try: ctx()
except RuntimeError as r:
    print(repr(r.__cause__), r.__context__ is r.__cause__, r.__suppress_context__)
    q = r
del q
print("--- finally")
def fin():
    x = T("fin x")
    try: return x.n
    finally: print("finally")
print(fin())
def fin2():
    x = T("fin2")
    try: raise ValueError
    finally: x = None; print("x gone")
try: fin2()
except ValueError: pass
print("--- nested")
try:
    try: raise ValueError(T("arg1"))
    except ValueError: raise TypeError(T("arg2"))
except TypeError as te: print(type(te.__context__))
print("--- group")
try: raise ExceptionGroup("g", [ValueError(T("g1")), TypeError(T("g2"))])
except* ValueError as eg: print("V", len(eg.exceptions))
except* TypeError as eg: print("T", len(eg.exceptions))
print("end group")
print("--- sys.exc_info")
def ei():
    try: raise ValueError(T("ei"))
    except ValueError:
        info = sys.exc_info(); print(info[0].__name__, sys.exc_info()[1] is info[1]); del info
    print(sys.exc_info())
ei()
print("--- uncaught in generator")
def g():
    t = T("gen")
    yield 1
    raise ValueError("x")
it = g(); next(it)
try: next(it)
except ValueError: pass
print("gen done", next(it, "default"))
def g2():
    try: yield
    except GeneratorExit: print("exit"); raise
i = g2(); next(i); i.close()
try: i.throw(KeyError("k"))
except KeyError as e: print(e)
w = T("last")
raise SystemExit(T("code").n)
