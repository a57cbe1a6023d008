import sys
def cap(l):
    return (sys.getsizeof(l) - 56) // 8
for n in (8, 20, 64, 100):
    l = list(range(n))
    caps = [cap(l)]
    while l:
        l.pop()
        if caps[-1] != cap(l):
            caps.append(cap(l))
    print(n, caps)
l = list(range(50))
del l[10:]
print(cap(l))
l.append(1)
print(cap(l))
l[:] = [1, 2, 3]
print(cap(l))
l[:] = []
print(cap(l))
