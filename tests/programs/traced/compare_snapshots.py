import tracemalloc
tracemalloc.start()
one = tracemalloc.take_snapshot()
data = [bytes(2000) for _ in range(10)]
two = tracemalloc.take_snapshot()
top = two.compare_to(one, "lineno")[0]
print(top.traceback[0].lineno, top.size_diff // 1000, top.count_diff)
del data
three = tracemalloc.take_snapshot()
top = three.compare_to(two, "lineno")[0]
print(top.traceback[0].lineno, top.size_diff // 1000, top.count_diff)
