t = ([1], [2])
try:
    t[0] += [9]
except TypeError as e:
    print("error:", e)
print(t)
t[0].extend([8])
print(t)
d = {"a": [1], "b": (1,)}
x, y = d["a"], d["b"]
d["a"] += [2]
d["b"] += (2,)
print(d["a"] is x, d["b"] is y, x, y, d)
class C:
    l = []
c = C()
c.l += [1]
print(C.l, c.l, c.l is C.l, vars(c))
