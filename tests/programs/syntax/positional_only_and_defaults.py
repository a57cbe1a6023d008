def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw
print(f(1, d=4), f(1, 9, 8, 7, 6, d=0, e=1, a="kw", z=2))
import inspect
print(inspect.signature(f), f.__code__.co_posonlyargcount, f.__code__.co_argcount, f.__code__.co_flags & 12)
for call in ("f()", "f(1)", "f(a=1, d=2)", "f(1, d=2, c=3, **{'c': 4})", "f(1, 2, 3, c=5, d=1)"):
    try:
        print(eval(call))
    except TypeError as e:
        print(e)
