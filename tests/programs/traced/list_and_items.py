import tracemalloc
tracemalloc.start()
a = tracemalloc.get_traced_memory()[0]
l = [None] * 1000
b = tracemalloc.get_traced_memory()[0]
print((b - a) // 1000)
l2 = [str(i) * 3 for i in range(10, 20)]
c = tracemalloc.get_traced_memory()[0]
print(c > b)
del l, l2
print(tracemalloc.get_traced_memory()[0] < b)
