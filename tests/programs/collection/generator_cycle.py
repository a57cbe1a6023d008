import gc
gc.collect()
def gen():
    try:
        yield
        yield
    finally:
        print("closed")
g = gen()
next(g)
holder = [g]
del g
print("dropping")
del holder
print(gc.collect())
class Box:
    pass
b = Box()
b.g = gen()
next(b.g)
b.me = b
del b
print(gc.collect())
