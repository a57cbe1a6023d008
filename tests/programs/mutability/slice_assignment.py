# Slice assignment changes the list in place.
l = list(range(8))
m = l
l[2:5] = ["x"]
print(l, m is l)
l[1:1] = [10, 11]
print(l)
l[::2] = [0] * len(l[::2])
print(l)
del l[1:4]
print(l)
try:
    l[::2] = [1]
except ValueError as error:
    print(error)
l[len(l):] = [7, 8]
print(l, m)
