import sys
def capacity(l):
    return (sys.getsizeof(l) - sys.getsizeof([])) // 8
l = []
seen = []
for n in range(130):
    l.append(None)
    if not seen or seen[-1] != capacity(l):
        seen.append(capacity(l))
print(seen)
print([capacity([None] * n) for n in range(8)])
print([capacity(list(range(n))) for n in range(10)])
print([capacity([x for x in range(n)]) for n in range(10)])
print([capacity(list("x" * n)) for n in range(10)], [capacity(list({*range(n)})) for n in range(8)])
