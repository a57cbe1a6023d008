# What raises the young count.
import gc
gc.disable()
gc.collect()
class C:
    pass
def young():
    return gc.get_count()[0]
start = young()
keep = [C() for _ in range(50)]
print(young() - start >= 50, young() - start <= 55)
start = young()
keep2 = [object() for _ in range(50)]
print(young() - start <= 2)
start = young()
del keep
print(start - young() >= 50)
print(gc.get_count()[1:])
