import tracemalloc
tracemalloc.start()
def work():
    big = bytes(100_000)
    return len(big)
work()
current, peak = tracemalloc.get_traced_memory()
print(current < 20_000, peak > 100_000)
tracemalloc.reset_peak()
current, peak = tracemalloc.get_traced_memory()
print(peak < 20_000)
