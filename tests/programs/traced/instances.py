import tracemalloc
class P:
    def __init__(self, x, y):
        self.x, self.y = x, y
class S:
    __slots__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
def cost(make, n=500):
    for _ in range(50):
        make()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    keep = [make() for _ in range(n)]
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return round((after - before) / n)
print(cost(lambda: P(1, 2)), cost(lambda: S(1, 2)), cost(lambda: (1, 2)[:] + (3,)), cost(object))
