# What temporaries of expressions hold while a call runs.
import sys
rc = sys.getrefcount
x = object()
print([rc(x), rc(x)], (x, rc(x)), [x, x, rc(x)], {1: x, 2: rc(x)}[2], (x, x, (x, rc(x)))[2][1])
print(x is rc(x), x == rc(x), x in [rc(x)], (x and rc(x)), (not x or rc(x)), (x if rc(x) > 100 else rc(x)))
def a(*args): return args[-1]
print(a(x, rc(x)), a(x, x, rc(x)), a(*[x, rc(x)]), a(*(x, rc(x))), max([x], key=lambda v: rc(v)) is x)
print(f"{rc(x)}", "%d" % rc(x), "{}".format(rc(x)), f"{x!r:.3}{rc(x)}")
print((lambda v: rc(v))(x), (lambda v=x: rc(v))(), (lambda *v: rc(v[0]))(x), (lambda **k: rc(k["x"]))(x=x))
d = {"k": x}
print(rc(d["k"]), d.get("k") is x, rc(d.get("k")), rc(d.setdefault("k", 1)), rc(list(d.values())[0]))
for v in [x]:
    print(rc(v))
for v in (x, x):
    print(rc(v))
for i, v in enumerate([x]):
    print(i, rc(v))
for v, w in zip([x], [x]):
    print(rc(v))
print([rc(v) for v in [x]], list(map(rc, [x])), [rc(v) for v in (x,)], {rc(v) for v in [x]}, [rc(v) for v in {x}], [rc(k) for k in {x: 1}])
print(sorted([x], key=rc) == [x], list(filter(lambda v: print(rc(v)), [x])))
y = z = x
print(rc(x), rc(y))
del y, z
print(rc(x))
t = x,
print(rc(x)); del t
l = [x] * 5
print(rc(x)); l.clear(); print(rc(x))
s = {x}; s2 = s | {x}; print(rc(x)); del s, s2
def f():
    y = object()
    r = [rc(y), (y, rc(y))[1], [y, y, rc(y)][2], {1: y, 2: rc(y)}[2], a(y, rc(y)), a(*[y, rc(y)])]
    for v in [y]:
        r.append(rc(v)); r.append(rc(y))
    r += [rc(v) for v in [y]]
    w = y
    r.append(rc(y)); r.append(rc(w))
    del w
    r.append(rc(y))
    w = [y]; w.append(y); r.append(rc(w[0])); r.append(rc(w.pop())); r.append(rc(y))
    q, e = y, y
    r.append(rc(q))
    q, e = e, q
    r.append(rc(q))
    (q := y)
    r.append(rc((q := y)))
    return r
print(f())
