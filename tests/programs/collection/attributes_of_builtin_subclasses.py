import gc
class L(list): pass
class D(dict): pass
class S(set): pass
class E(Exception): pass
for k in (L, D, S, E):
    for n in (1, 2, 3):
        for _ in range(n):
            o = k(); o.me = o
        del o
        print(k.__name__, n, gc.collect(), end="; ")
print()
l = L(); l.append(l); l.x = 1; del l; print(gc.collect())
l = L(); l.x = l; l.y = [l]; del l; print(gc.collect())
l = L(); l.__dict__; l.append(l); del l; print(gc.collect())
d = D(); d["a"] = d; d.x = 2; del d; print(gc.collect())
a = L(); b = L(); a.o = b; b.o = a; del a, b; print(gc.collect())
