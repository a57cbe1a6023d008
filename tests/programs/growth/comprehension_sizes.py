import sys
for n in (0, 1, 2, 4, 5, 8, 9, 16, 17, 50):
    a = [i for i in range(n)]
    b = list(i for i in range(n))
    c = [*(i for i in range(n))]
    d = sorted(i for i in range(n))
    e = list(map(abs, range(n)))
    f = list(zip(range(n)))
    g = tuple(i for i in range(n))
    print(n, [sys.getsizeof(x) for x in (a, b, c, d, e, f, g)])
