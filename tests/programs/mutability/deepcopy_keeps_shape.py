# deepcopy keeps sharing and cycles within the copy.
import copy
inner = [0]
outer = [inner, inner]
c = copy.deepcopy(outer)
print(c[0] is c[1], c[0] is inner)
loop = []
loop.append(loop)
d = copy.deepcopy(loop)
print(d[0] is d, d is loop, loop, d)
t = (inner, inner)
e = copy.deepcopy(t)
print(e is t, e[0] is e[1])
