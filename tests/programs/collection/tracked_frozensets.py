import gc
a = frozenset([1]); b = frozenset([2])
T = gc.is_tracked
print(T(a), T(a | b), T(a & b), T(a - b), T(a ^ b), T(a.union(b)), T(a.copy()), T(frozenset({1,2})), T(a.intersection([1])), T(a.difference([3])), T(a.symmetric_difference([4])), T(frozenset()), T(frozenset(x for x in (1,2))), T({1} | a), T(a | {1}))
class F(frozenset): pass
print(T(F([1])))
print(T({5, 6}.__class__()), T(a.__and__(b)))
def f(x): return x in {1,2,3}
print([T(c) for c in f.__code__.co_consts if type(c) is frozenset])
