# A dict finds a key by equality, and keeps the key it saw first.
d = {1: "int"}
d[1.0] = "float"
d[True] = "bool"
print(d, len(d))
print([type(key).__name__ for key in d])
k1 = (1, 2)
k2 = tuple([1, 2])
d = {k1: "one"}
d[k2] = "two"
print(k1 is k2, list(d)[0] is k1, list(d)[0] is k2, d[k1])
