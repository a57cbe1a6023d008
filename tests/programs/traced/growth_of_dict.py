import tracemalloc
tracemalloc.start()
def used():
    return tracemalloc.get_traced_memory()[0]
keep = [{} for _ in range(100)]
a = used()
d = {i: None for i in range(1000)}
b = used()
print((b - a) // 1000)
d.clear()
print((used() - a) // 1000)
s = {i for i in range(1000)}
c = used()
print((c - a) // 1000)
t = tuple(range(1000))
print((used() - c) // 1000)
