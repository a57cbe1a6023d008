import gc, sys
class L(list): pass
class P: pass
l = L(); l.x = []
print(sys.getsizeof(l), len(gc.get_referents(l)), [type(r).__name__ for r in gc.get_referrers(l.x)])
d = l.__dict__
print(gc.is_tracked(d), [type(r).__name__ for r in gc.get_referrers(l.x)], [type(r).__name__ for r in gc.get_referents(l)], sys.getsizeof(d))
k = L(); k.__dict__; k.x = []; print([type(r).__name__ for r in gc.get_referrers(k.x)], gc.is_tracked(k.__dict__))
