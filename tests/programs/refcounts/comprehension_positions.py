import sys
rc = sys.getrefcount
x = object()
l = [x]
print([rc(i) for i in l], [rc(x) for _ in "a"], {rc(i) for i in l}, {rc(k): 1 for k in l}, list(rc(i) for i in l))
print([rc(i) for i in [object()]], [rc(j) for i in l for j in [i]], [(lambda v: rc(v))(i) for i in l], [rc(i) for i in (x,)])
def f(l):
    return [rc(i) for i in l], [rc(l) for _ in "a"], list(rc(i) for i in l), [[rc(j) for j in [i]] for i in l]
print(f(l))
print(list(map(rc, l)), list(map(lambda v: rc(v), l)), sorted(l, key=lambda v: rc(v)) == l, max(l, key=rc) is x)
print([rc(a) for a, b in zip(l, l)], [rc(i) for _, i in enumerate(l)], [rc(v) for v in {"k": x}.values()], rc(x))
