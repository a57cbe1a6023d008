import tracemalloc
def peak_of(f):
    tracemalloc.start()
    f()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
def concat():
    s = ""
    for i in range(2000):
        s += "x"
    return len(s)
def join():
    return len("".join(["x" for _ in range(2000)]))
def generator():
    return sum(i for i in range(5000))
def full_list():
    return sum([i for i in range(5000)])
print(peak_of(concat) < 10_000, peak_of(join) > 15_000, peak_of(generator) < 3_000, peak_of(full_list) > 40_000)
