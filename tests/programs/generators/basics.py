def countdown(n):
    print("start")
    while n:
        yield n
        n -= 1
    print("done")
    return "result"
g = countdown(2)
print(type(g).__name__, next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print("value", e.value)
print(list(countdown(3)), sum(x for x in range(5)), next(iter([]), "default"))
def both():
    r = yield from countdown(1)
    print("got", r)
    yield "last"
print(list(both()))
