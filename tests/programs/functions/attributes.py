def f(a, b: int = 2, *c, d=4) -> str:
    """Says f.

    More."""
    x = 1
    return x
f.calls = 0
f.calls += 1
print(f.__name__, f.__qualname__, f.__module__, f.calls, f.__dict__)
print(f.__defaults__, f.__kwdefaults__, f.__annotations__)
print(f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_name, f.__code__.co_firstlineno)
print(f.__doc__.splitlines(), (lambda: 0).__name__)
f.__defaults__ = (10, 20)
def g(n):
    def inner():
        pass
    return inner
print(g(1).__qualname__, f.__globals__ is globals(), callable(f))
