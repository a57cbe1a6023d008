# A function that knows itself is a cycle.
import gc
gc.collect()
def make():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact(5)
print(make())
print(gc.collect())
def plain():
    def inc(n):
        return n + 1
    return inc(1)
print(plain(), gc.collect())
