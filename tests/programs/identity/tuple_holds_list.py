# A tuple never changes which objects it holds; these may change.
point = (1, [2, 3])
inner = id(point[1])
outer = id(point)
point[1].append(4)
print(point, id(point[1]) == inner, id(point) == outer)
try:
    point[1] += [5]
except TypeError as error:
    print(error)
print(point, id(point[1]) == inner)
