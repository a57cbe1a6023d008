import gc
class C:
    pass
t = tuple([1, "a"])
nested = tuple([t, 2])
d = dict([("a", 1)])
dd = {"a": d}
fs = frozenset([1])
e = ()
print([gc.is_tracked(x) for x in (t, nested, d, dd, fs, e)])
gc.collect(0)
print([gc.is_tracked(x) for x in (t, nested, d, dd, fs, e)])
gc.collect()
print([gc.is_tracked(x) for x in (t, nested, d, dd, fs, e)])
gc.collect()
print([gc.is_tracked(x) for x in (t, nested, d, dd, fs, e)])
c = C()
c.x = 1
print(gc.is_tracked(c), gc.is_tracked(c.__dict__), gc.is_tracked(vars(C)), gc.is_tracked([].append), gc.is_tracked(c.__init__))
