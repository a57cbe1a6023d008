def require_positive(f):
    def wrapper(n):
        if n <= 0:
            raise ValueError(f"{f.__name__} needs a positive number, got {n}")
        return f(n)
    return wrapper
@require_positive
def root(n):
    return n ** 0.5
print(root(16))
print(root(-4))
