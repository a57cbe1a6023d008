from types import MappingProxyType
d = {"a": [1]}
view = MappingProxyType(d)
d["b"] = 2
print(view, len(view), "b" in view, view["a"] is d["a"])
try:
    view["c"] = 3
except TypeError as e:
    print(e)
view["a"].append(2)
print(d)
fs = frozenset([(1, 2)])
print((1, 2) in fs, [x for x in fs][0] == (1, 2), fs | {(3, 4)} == frozenset([(1, 2), (3, 4)]))
try:
    fs.add(1)
except AttributeError as e:
    print(e)
