import tracemalloc
print(tracemalloc.is_tracing())
tracemalloc.start()
before, _ = tracemalloc.get_traced_memory()
block = bytearray(10000)
after, peak = tracemalloc.get_traced_memory()
print(after - before >= 10000, peak >= after, after - before < 10200)
del block
now, peak = tracemalloc.get_traced_memory()
print(now < after, peak >= after)
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory())
