import sys
for make in (lambda n: n, lambda n: str(n), lambda n: (n,)):
    d, sizes = {}, []
    for n in range(90):
        d[make(n)] = None
        s = sys.getsizeof(d)
        if not sizes or sizes[-1][1] != s:
            sizes.append((n + 1, s))
    print(sizes)
d = {}
for n in range(1000):
    d[n] = n
    if n >= 5:
        del d[n - 5]
print(len(d), sys.getsizeof(d))
