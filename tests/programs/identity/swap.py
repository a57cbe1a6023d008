# Swapping names moves no objects.
a, b = ["a"], ["b"]
ia, ib = id(a), id(b)
a, b = b, a
print(a, b, id(a) == ib, id(b) == ia)
l = [a, b]
l[0], l[1] = l[1], l[0]
print(l, l[0] is b, l[1] is a)
