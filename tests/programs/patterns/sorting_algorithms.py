def bubble(l):
    l = list(l)
    for i in range(len(l)):
        for j in range(len(l) - 1 - i):
            if l[j] > l[j + 1]:
                l[j], l[j + 1] = l[j + 1], l[j]
    return l
def quick(l):
    if len(l) < 2:
        return l
    p, *rest = l
    return quick([x for x in rest if x < p]) + [p] + quick([x for x in rest if x >= p])
def merge(l):
    if len(l) < 2:
        return l
    m = len(l) // 2
    a, b, out = merge(l[:m]), merge(l[m:]), []
    while a and b:
        out.append((a if a[0] <= b[0] else b).pop(0))
    return out + a + b
data = [(i * 7919) % 101 for i in range(20)]
print(bubble(data) == quick(data) == merge(data) == sorted(data), quick(data)[:5], data[:3])
def search(l, x):
    lo, hi = 0, len(l)
    while lo < hi:
        mid = (lo + hi) // 2
        if l[mid] < x:
            lo = mid + 1
        else:
            hi = mid
    return lo
print(search(sorted(data), 50), search([1, 2, 3], 9))
