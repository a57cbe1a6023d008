import functools
def trace(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        print("call", f.__name__, args, kwargs)
        result = f(*args, **kwargs)
        print("result", result)
        return result
    return wrapper
def repeat(n):
    def decorator(f):
        def wrapper(*a):
            return [f(*a) for _ in range(n)]
        return wrapper
    return decorator
@trace
def add(a, b=1):
    """Adds."""
    return a + b
@repeat(2)
@trace
def double(x):
    return 2 * x
print(add(1, b=2), add.__name__, add.__doc__, add.__wrapped__(1))
print(double(4), double.__name__)
class Count:
    def __init__(self, f):
        self.f, self.n = f, 0
    def __call__(self, *a):
        self.n += 1
        return self.f(*a)
@Count
def hi():
    return "hi"
hi(); hi()
print(hi.n, hi())
