seen = []
for _ in range(5):
    x = object()
    seen.append(id(x))
print(len(set(seen)))
seen = []
for _ in range(5):
    x = None
    x = object()
    seen.append(id(x))
print(len(set(seen)))
print(len({id(object()) for _ in range(10)}), len({id([i]) for i in range(10)}), len({id((i, i)) for i in range(10)}))
print(len(set(map(id, [object() for _ in range(10)]))), len({id(str(i) + "abc") for i in range(100, 110)}))
def f():
    return id(object())
print(len({f() for _ in range(5)}), f() == f())
