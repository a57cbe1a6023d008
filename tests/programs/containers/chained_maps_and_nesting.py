tree = {"a": [1, {"b": (2, 3)}], "c": None}
print(tree["a"][1]["b"][0], tree)
def walk(x, path=""):
    if isinstance(x, dict):
        for k, v in x.items():
            yield from walk(v, f"{path}.{k}")
    elif isinstance(x, (list, tuple)):
        for i, v in enumerate(x):
            yield from walk(v, f"{path}[{i}]")
    else:
        yield path, x
print(list(walk(tree)))
import json
text = json.dumps(tree)
print(text, json.loads(text) == tree, json.loads('{"x": [1, 2.5, true, null, "\\u00e9"]}'))
print(json.dumps({"b": 1, "a": [1, 2]}, indent=2, sort_keys=True))
try:
    json.loads("{bad}")
except ValueError as e:
    print(type(e).__name__, e)
