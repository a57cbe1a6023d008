# A full collection empties the free lists.
import gc
a = [1, 2]
i = id(a)
del a
gc.collect()
b = [3, 4]
print(id(b) == i)
x = 2.5 * 3
j = id(x)
del x
gc.collect(0)
y = 1.5 * 3
print(id(y) == j)
