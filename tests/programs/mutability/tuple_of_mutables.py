# A tuple with a list in it has no hash.
t = (1, [2])
t[1].append(3)
print(t)
try:
    hash(t)
except TypeError as error:
    print(error)
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "ok"}[1, 2])
try:
    t[0] = 5
except TypeError as error:
    print(error)
try:
    del t[0]
except TypeError as error:
    print(error)
