import sys, decimal, datetime, fractions, re, struct, random, contextvars, ctypes, threading, collections, array, functools, enum, types, typing, queue, weakref, json, itertools, operator
g=sys.getsizeof
D=decimal.Decimal
print([g(D(x)) for x in ("1","1.5","1"*18)])
print(g(datetime.date(2024,1,1)), g(datetime.datetime(2024,1,1)), g(datetime.timedelta(1)), g(datetime.time(1)), g(datetime.timezone.utc))
print(g(fractions.Fraction(1,2))))
print(g(threading.Lock()), g(threading.RLock()), g(contextvars.ContextVar("x")), g(contextvars.copy_context()))
print(g(collections.namedtuple("P","x y")(1,2)), g(collections.deque()), g(collections.Counter()), g(collections.OrderedDict()), g(collections.defaultdict(int)), g(functools.partial(len)), g(types.SimpleNamespace()), g(itertools.count()), g(array.array("i",[1])), g(weakref.ref(D)), g(operator.itemgetter(1)))
print([g(ctypes.c_int()), g(ctypes.c_long()), g(ctypes.py_object(1))])
class E(enum.Enum): A=1
print(g(E.A), g(typing.List[int]), g(list[int]), g(int|str), g(typing.TypeVar("T")))
