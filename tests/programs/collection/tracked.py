import gc
class C:
    pass
for thing in (1, "a", b"a", 1.5, None, [], [1], {}, {"a": 1}, {"a": []}, set(), (), C(), C, len, object(), range(3)):
    print(type(thing).__name__, gc.is_tracked(thing))
t = tuple([1, 2])
print(gc.is_tracked(t))
gc.collect()
print(gc.is_tracked(t))
u = tuple([1, []])
gc.collect()
print(gc.is_tracked(u))
