it = iter([1, 2, 3])
print(next(it), list(it), next(it, "done"), iter(it) is it)
print(it.__length_hint__() if hasattr(it, "__length_hint__") else None, iter([1, 2]).__length_hint__())
d = {"a": 1}
di = iter(d)
d["b"] = 2
try:
    next(di)
except RuntimeError as e:
    print(e)
z = zip([1, 2], "ab")
print(next(z), dict(z), list(z))
e = enumerate("xy", start=1)
print(next(e), list(e))
r = reversed([1, 2, 3])
print(next(r), list(r))
f = filter(lambda x: x > 1, [1, 2, 3])
print(next(f), list(f))
m = map(lambda a, b: a + b, [1, 2], [10, 20, 30])
print(next(m), list(m))
class Seq:
    def __len__(self):
        return 3
    def __getitem__(self, i):
        return "abc"[i]
print(list(reversed(Seq())), list(Seq()), "b" in Seq())
try:
    iter(5)
except TypeError as e:
    print(e)
try:
    next([1])
except TypeError as e:
    print(e)
