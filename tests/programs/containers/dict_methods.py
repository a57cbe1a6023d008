d = {"b": 2, "a": 1}
d["c"] = 3
print(d, list(d), list(d.values()), list(d.items()), len(d), "a" in d, 1 in d.values(), d.get("z"), d.get("z", 0))
d.update({"a": 10}, e=5)
print(d, d.pop("b"), d.pop("zz", None), d.popitem(), d.setdefault("f", []), d, dict(zip("xy", [1, 2])), dict([("k", "v")]), dict(a=1, **{"b": 2}))
print({**d, "g": 1} | {"h": 2}, {1: "a"} == {1.0: "a"}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, dict.fromkeys("ab"), list(reversed({"x": 1, "y": 2})), sorted(d, key=str))
for k, v in sorted({"z": 1, "y": 2}.items(), key=lambda kv: kv[1]):
    print(k, v)
del d["a"]
print(d, d.keys() & {"c", "q"}, d.keys() - {"c"}, d.items() <= d.items(), {k: v for k, v in d.items() if k != "c"})
for f in (lambda: d["nope"], lambda: d.pop("nope"), lambda: {}.popitem(), lambda: {[]: 1}, lambda: dict([1, 2]), lambda: d < d, lambda: d + d):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
