import functools
def twice(f):
    @functools.wraps(f)
    def wrapper(x):
        return f(f(x))
    return wrapper
@twice
def invert(x):
    return 1 / x
print(invert(4))
print([invert(n) for n in (2, 0)])
