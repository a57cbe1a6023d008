a = [[1], [2], [3]]
b = a[1:]
b[0].append("x")
b.append([4])
print(a, b)
c = a[:]
c[0] = "replaced"
print(a[0], c[0], a[1] is c[1])
d = a * 2
d[0].append("y")
print(d, a)
e = sorted(a, key=len)
print([any(x is y for y in a) for x in e])
