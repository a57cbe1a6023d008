try:
    raise ExceptionGroup("several", [ValueError("a"), TypeError("b"), ExceptionGroup("inner", [KeyError("c")])])
except* ValueError as g:
    print("values", g.exceptions)
except* (KeyError, TypeError) as g:
    print("rest", repr(g))
def f():
    try:
        raise ExceptionGroup("g", [OSError(1), ValueError(2)])
    except* OSError:
        print("os")
try:
    f()
except ExceptionGroup as g:
    print(g, g.message, g.exceptions)
    print(g.split(ValueError))
try:
    try:
        raise KeyError("plain")
    except* KeyError as g:
        print(repr(g))
finally:
    print("end")
try:
    ExceptionGroup("x", [])
except ValueError as e:
    print(e)
