print(list(map(lambda x: x * 2, [1, 2])), list(map(pow, [2, 3], [3, 2])), list(filter(lambda x: x % 2, range(6))))
print(sorted("bca", key=lambda c: -ord(c)), (lambda *a, **k: (a, k))(1, b=2), list(filter(None, [0, 1, "", "a"])))
print([f(3) for f in (lambda x: x + 1, lambda x: x ** 2, str)], max([(1, "b"), (1, "a")], key=lambda t: t[1]))
print(list(zip("abc", range(2))), list(zip()), list(enumerate("ab", 5)), any(map(str.isdigit, "a1")), all([]))
try:
    list(zip("ab", "abc", strict=True))
except ValueError as e:
    print(e)
compose = lambda f, g: lambda x: f(g(x))
print(compose(len, str)(12345))
