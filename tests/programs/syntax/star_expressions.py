a = [1, 2]
b = *a, 3
print(b, [*a, *a], {*a}, {**{"x": 1}}, (*a,), *a)
for x in *a, 9:
    print(x, end=" ")
print()
def f(*args, **kwargs):
    return args, kwargs
print(f(*a, 5, *"xy", k=1, **{"l": 2}), f(*[]), f(**{}))
*head, tail = "abc"
print(head, tail)
[first, [second, *rest]] = [1, [2, 3, 4]]
print(first, second, rest)
def g():
    return *a, "end"
print(g(), [x for x in (*a, 0)])
def h():
    yield *a, "y"
print(list(h()), dict(**{"a": 1}, b=2), print(*[], sep=""))
