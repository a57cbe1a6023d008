def a(n):
    return b(n - 1) if n else 1 / 0
def b(n):
    return a(n)
a(5)
