def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
from itertools import *
import itertools, operator, functools
from functools import *
L = list
# functools
@lru_cache(maxsize=2)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
t(lambda: (fib(10), fib.cache_info(), fib.cache_parameters(), fib.__wrapped__(1))); fib.cache_clear(); t(lambda: fib.cache_info())
@cache
def fact(n): return n * fact(n - 1) if n else 1
t(lambda: (fact(10), fact.cache_info())); t(lambda: fact([])); t(lambda: lru_cache('a')); t(lambda: lru_cache(typed=True)(int).cache_parameters())
class DS:
    def __init__(s): s.n = 0
    @cached_property
    def v(s): s.n += 1; return s.n
d = DS(); t(lambda: (d.v, d.v, d.__dict__)); del d.v; t(lambda: d.v); t(lambda: DS.v.attrname); t(lambda: type(DS.v)); t(lambda: DS.v.func.__name__)
t(lambda: sorted(['b', 'A', 'c'], key=cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower())))); k = cmp_to_key(lambda a, b: a - b); t(lambda: (k(1) < k(2), k(1) == k(1), k(3).obj)); t(lambda: k(1) < 1); t(lambda: hash(k(1))); t(lambda: k()); t(lambda: cmp_to_key())
@total_ordering
class S:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
t(lambda: (S(1) <= S(1), S(2) > S(1), S(1) >= S(2))); t(lambda: total_ordering(type('X', (), {})))
b = partial(int, base=2); t(lambda: (b('101'), b.func, b.args, b.keywords)); t(lambda: b); t(lambda: partial()); t(lambda: partial(1)); t(lambda: partial(partial(pow, 2), 3)()); t(lambda: partial(print, 1, sep='-')); b.x = 1; t(lambda: b.__dict__); t(lambda: partial[int]); t(lambda: b.__reduce__()[2][0]); t(lambda: partial(pow, 2)(3, mod=5))
class Cell:
    def set(s, v): return v
    on = partialmethod(set, True)
t(lambda: Cell().on()); t(lambda: Cell.__dict__['on']); t(lambda: reduce(lambda a, b: a + b, [1, 2, 3])); t(lambda: reduce(operator.add, [], 5)); t(lambda: reduce(operator.add, [])); t(lambda: reduce(1, 2)); t(lambda: reduce(operator.add))
@singledispatch
def show(a): return 'base'
@show.register
def _(a: int): return 'int'
@show.register(list)
def _(a): return 'list'
@show.register
def _(a: float | complex): return 'num'
t(lambda: (show(1), show([]), show('a'), show(1.5), show(1j), show(True), sorted(x.__name__ for x in show.registry), show.dispatch(bool).__name__)); t(lambda: show()); t(lambda: show.register(1)); t(lambda: show.register(lambda x: 1))
class N:
    @singledispatchmethod
    def neg(s, a): raise NotImplementedError('no')
    @neg.register
    def _(s, a: int): return -a
    @neg.register
    @classmethod
    def _(cls, a: str): return cls.__name__ + a
t(lambda: (N().neg(5), N().neg('x'))); t(lambda: N().neg([]))
def deco(f):
    @wraps(f)
    def w(*a): 'wdoc'; return f(*a)
    return w
@deco
def ex(): 'doc'
t(lambda: (ex.__name__, ex.__doc__, ex.__wrapped__.__name__, ex.__module__, ex.__qualname__)); t(lambda: WRAPPER_ASSIGNMENTS); t(lambda: WRAPPER_UPDATES); t(lambda: update_wrapper(partial(int), int).__name__)
# operator
import operator as o
t(lambda: (o.add(1, 2), o.attrgetter('real', 'imag')(3), o.itemgetter(1, 3)('ABCD'), o.methodcaller('split', ',')('a,b'), o.concat([1], [2]), o.contains('abc', 'b'), o.countOf([1, 1], 1), o.indexOf([1, 2], 2), o.length_hint([1]), o.index(True), o.truth([]), o.not_(0), o.is_(1, 1), o.is_not(1, 2), o.inv(5), o.neg(1), o.pos(-1), o.matmul.__name__, o.floordiv(7, 2), o.mod(7, 3), o.pow(2, 3), o.lshift(1, 2), o.iadd([1], [2]), o.itemgetter(slice(1))('abc'), o.call(int, '5'))); t(lambda: o.attrgetter('a.b')); t(lambda: o.itemgetter(1)); t(lambda: o.methodcaller('x', 1, y=2)); t(lambda: o.attrgetter(1)); t(lambda: o.methodcaller(1)); t(lambda: o.indexOf([1], 5)); t(lambda: o.length_hint(1, 'a')); t(lambda: o.length_hint(1, 7)); t(lambda: o.concat(1, 2)); t(lambda: o.index(1.5)); t(lambda: o.setitem([1], 0, 2)); x = {1: 2}; o.delitem(x, 1); t(lambda: x); t(lambda: o.getitem([5], 0)); t(lambda: o.imul([1], 2)); t(lambda: o.__add__(1, 2)); t(lambda: o.ixor(5, 1)); t(lambda: o.__not__(1)); t(lambda: o.attrgetter('__class__.__name__')(5)); t(lambda: o.iconcat([1], [2]))
