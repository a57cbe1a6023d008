# One right-hand side, one object.
a = b = c = []
a.append(1)
print(a, b, c, a is b is c)
x, y = [], []
print(x is y)
p = q = 5
p += 1
print(p, q)
(m, n), o = (u := [7, 8]), u
print(m, n, o, o is u)
