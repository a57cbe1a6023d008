import time
start = time.perf_counter()
t = time.time()
sum(range(10000))
print(time.perf_counter() >= start, time.time() >= t, isinstance(time.monotonic(), float), time.perf_counter_ns() > 0)
time.sleep(0.001)
print(time.perf_counter() - start > 0.0005, type(time.process_time()).__name__)
