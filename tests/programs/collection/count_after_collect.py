import gc
gc.disable()
gc.collect()
print(gc.get_count()[1:], gc.get_count()[0] < 10)
gc.collect(0)
print(gc.get_count()[1:])
gc.collect(0)
print(gc.get_count()[1:])
gc.collect(1)
print(gc.get_count()[1:])
gc.collect(1)
print(gc.get_count()[1:])
gc.collect(2)
print(gc.get_count()[1:])
a = gc.get_count()[0]
l = [[] for _ in range(100)]
b = gc.get_count()[0]
print(b - a)
del l
print(gc.get_count()[0] - a <= 25)
