# For which loops the collector sees an iterator.
import gc
def has(n): return sum(type(o).__name__==n for o in gc.get_objects())
L=[[1],[2]]
T=([1],[2])
for x in L: print('list', has('list_iterator'))
for x in T: print('tuple', has('tuple_iterator'))
print([has('list_iterator') for x in L])
print(list(has('list_iterator') for x in L))
g=(has('list_iterator') for x in L)
print(next(g))
def f():
    for x in L: yield has('list_iterator')
print(list(f()))
class Li(list): pass
for x in Li(L): print('sub', has('list_iterator'))
for x in range(1): print(has('range_iterator'))
import sys
for x in L: print(sys.getrefcount(L), [type(r).__name__ for r in gc.get_referrers(L)][:3])
