# mutable defaults, aliasing, copies
def add(x, l=[]): l.append(x); return l
print(add(1), add(2), add(3, []), add.__defaults__, add(4) is add(5))
m = [[0] * 2] * 2; m[0][0] = 1; print(m, m[0] is m[1]); m = [[0] * 2 for _ in range(2)]; m[0][0] = 1; print(m)
a = [1, [2, 3]]; b = a[:]; c = list(a); import copy; d = copy.deepcopy(a); a[1].append(4); a.append(5); print(a, b, c, d, b[1] is a[1])
t = ([1], 2)
try: t[0] += [2]
except TypeError as e: print(e, t)
s = "x"; u = s; s += "y"; print(u, s); l = k = [1]; l += [2]; print(k); l = l + [3]; print(k, l)
def f(l): l.append(9); l = [0]; return l
q = [1]; print(f(q), q)
d = dict.fromkeys("ab", []); d["a"].append(1); print(d)
x = [1, 2, 3]
for i in x[:]: x.remove(i)
print(x)
x = [1, 2, 3, 4]
for i in x: x.remove(i)
print(x)
d = {"a": 1}
try:
    for k in d: d[k + "x"] = 1
except RuntimeError as e: print(e)
try:
    for k in list(d): d["zz"] = d.pop(k)
    print(d)
except RuntimeError as e: print(e)
s = {1}
try:
    for v in s: s.add(v + 1)
except RuntimeError as e: print(e)
a = [1]; a.append(a); print(a, a == a, len(a), a[1] is a); d = {}; d["d"] = d; print(d); t = ([],); t[0].append(t); print(t)
class A: items = []; n = 0
x, y = A(), A(); x.items.append(1); x.n += 1; print(y.items, y.n, A.n, x.__dict__)
c = copy.copy(x); print(c.items is x.items, c.__dict__ is x.__dict__); e = copy.deepcopy(a); print(e[1] is e, e is a)
class N:
    def __init__(self): self.me = self; self.l = [self]
n = copy.deepcopy(N()); print(n.me is n, n.l[0] is n)
z = [1, 2]; z[:] = [3]; print(z); y = z; z[len(z):] = [4]; print(y); del z[:]; print(y)
p = (1, 2); h = hash(p); p += (3,); print(p, h == hash((1, 2)))
try: hash(([],))
except TypeError as e: print(e)
try: {[1]: 2}
except TypeError as e: print(e)
print(id(1) == id(True - 0), 1 == 1.0 == True, {1: "a", 1.0: "b", True: "c"}, hash(1) == hash(1.0))
nan = float("nan"); print(nan in [nan], nan == nan, [nan] == [nan], {nan: 1}.get(nan), nan is nan, float("nan") in [nan])
print(sorted([3, 1], reverse=True) is not None, [].sort(), (lambda *a: a)(*[1, 2]) == (1, 2))
g = globals(); g["dyn"] = 5; print(dyn); locals()["dyn2"] = 6; print(dyn2)
def loc():
    v = 1; locals()["v"] = 2; return v
print(loc())
b1 = bytearray(b"ab"); mv = memoryview(b1); mv[0] = 99; print(b1)
try: b1.append(1)
except BufferError as e: print(e)
mv.release(); b1.append(1); print(b1)
