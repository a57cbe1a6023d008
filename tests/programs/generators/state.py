def g():
    x = yield 1
    yield x
a = g()
print(a.gi_frame is not None, a.gi_running, a.gi_yieldfrom, a.__name__, a.gi_code.co_name)
next(a)
print(a.gi_frame.f_locals, a.gi_frame.f_lineno)
a.send(7)
print(a.gi_frame.f_locals)
list(a)
print(a.gi_frame)
def running():
    try:
        next(me)
    except ValueError as e:
        yield str(e)
me = running()
print(next(me))
import inspect
print(inspect.getgeneratorstate(g()))
