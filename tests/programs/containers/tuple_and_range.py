t = (1, "a", [2])
print(t, t[0], t[-1], t + (3,), t * 2, len(t), t.index("a"), t.count(1), (1,), (), tuple("ab"), (1, 2) < (1, 3), 1 in t)
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d, *t, (x := 5, x + 1))
r = range(2, 20, 3)
print(r, list(r), len(r), r[2], r[-1], 5 in r, 6 in r, r.index(8), r.count(8), r[1:3], r == range(2, 18, 3), range(0) == range(5, 1), list(range(5, 0, -2)), r.start, r.stop, r.step, hash(r) == hash(range(2, 18, 3)))
for f in (lambda: t[5], lambda: t.index("zz"), lambda: range(3)[5], lambda: range(1.5), lambda: range(1, 2, 0), lambda: (1, 2) + [3]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
def bad():
    a, b = (1, 2, 3)
def few():
    a, b, c = (1, 2)
def starred():
    a, *b, c = (1,)
for f in (bad, few, starred):
    try:
        f()
    except ValueError as e:
        print(e)
