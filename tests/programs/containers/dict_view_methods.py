# The methods of dict views, and which views have which.
d = {"a": 1, "b": 2}
keys, values, items = d.keys(), d.values(), d.items()

print(keys.isdisjoint(["c"]), keys.isdisjoint("ab"), items.isdisjoint([("a", 1)]))
print(list(reversed(keys)), list(reversed(values)), list(reversed(items)))
print(keys.mapping, type(keys.mapping))
print(keys & {"a"}, keys | {"c"}, keys - {"a"}, keys ^ {"a", "c"})
print({"a"} & keys, {"c", "a"} - keys, ["c"] | items if False else items & {("a", 1)})
print(keys == {"a", "b"}, keys < {"a", "b", "c"}, keys >= {"a"}, values == values, values == d.values())
print("a" in keys, 1 in values, ("a", 2) in items)
print(keys.__len__(), values.__len__(), len(items), keys.__contains__("z"))
for view in (keys, values, items):
    print([name for name in dir(view) if not name.startswith("_")])
    try:
        hash(view)
        print("hashable")
    except TypeError as error:
        print(error)
print(int.__divmod__(7, 2), (7).__rdivmod__(15), (2).__rpow__(3), divmod(-7, 2))
print(iter([1]).__next__(), str.__str__("text"), object.__str__(1))
