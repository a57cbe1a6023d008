first, *middle, last = range(6)
print(first, middle, last)
(a, b), c = (1, 2), 3
[x, *y] = "hello"
print(a, b, c, x, y)
d = {"k": 1, **{"l": 2}, "k": 3}
print(d, [*"ab", *range(2)], (*[1], 2), {*"aa"}, {**d})
def f(*args, **kw):
    return args, kw
print(f(*[1], 2, *(3,), x=1, **{"y": 2}), f(*{"a": 1}))
try:
    f(**{"a": 1}, **{"a": 2})
except TypeError as e:
    print(e)
try:
    f(**{1: 2})
except TypeError as e:
    print(e)
try:
    f(*5)
except TypeError as e:
    print(e)
for i, (a, b) in enumerate([(1, 2), (3, 4)]):
    print(i, a, b)
a = b = 1
a, b = b, a + b
l = [0, 1, 2]
i = 0
i, l[i] = 2, "set"
print(a, b, i, l)
