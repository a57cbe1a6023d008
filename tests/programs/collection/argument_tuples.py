import gc, sys, collections, functools, itertools, types, array, weakref, contextvars, operator, re, io
gc.disable()
def d(f):
    f(); f()
    gc.collect(); a = gc.get_count()[0]
    r = f()
    b = gc.get_count()[0]
    return b - a
E1 = [1]
b_ = b"ab"
def fn(): pass
class P: pass
class Q:
    def __init__(self, a): pass
class R:
    def __new__(cls, a): return object.__new__(cls)
cases = dict(none=lambda: None, zip1=lambda: zip(E1), ba=lambda: bytearray(b_), compl=lambda: complex(1), slic=lambda: slice(1), prop=lambda: property(fn), obj=lambda: object(), st2=lambda: str(b_, "ascii"), it=lambda: int("5"), it2=lambda: int("5", 10), fl=lambda: float("1"), bo=lambda: bool(1), li=lambda: list(E1), tu=lambda: tuple(b_), di=lambda: dict(a=1), se=lambda: set(E1), fs=lambda: frozenset(E1), ra=lambda: range(5), en=lambda: enumerate(E1), ma=lambda: map(len, E1), fi=lambda: filter(len, E1), ty=lambda: type(5), su=lambda: super(P, P()), exc0=lambda: ValueError(), p=lambda: P(), q=lambda: Q(1), dq=lambda: collections.deque(E1), par=lambda: functools.partial(fn), cnt=lambda: itertools.count(), chn=lambda: itertools.chain(E1), isl=lambda: itertools.islice(E1, 1), od=lambda: collections.OrderedDict(), wr=lambda: weakref.ref(fn), arr=lambda: array.array("i"), mt=lambda: types.MethodType(fn, 1), ns=lambda: types.SimpleNamespace(), mp=lambda: types.MappingProxyType({}), mod=lambda: types.ModuleType("m"), cv=lambda: contextvars.ContextVar("a"), ig=lambda: operator.itemgetter(1), rep=lambda: itertools.repeat(1), cyc=lambda: itertools.cycle(E1), prod=lambda: itertools.product(E1), ga=lambda: types.GenericAlias(list, int), cell=lambda: types.CellType(1))
print(" ".join(f"{k}={d(f)}" for k, f in cases.items()))
