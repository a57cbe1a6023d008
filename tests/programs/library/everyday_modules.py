import struct, copy, weakref, enum, dataclasses, contextlib, functools, warnings, io, sys
print(struct.pack("<ih?f", 1, 2, 5, 1.5), struct.unpack("<ih?", struct.pack("<ih?", 1, -2, [])), struct.calcsize("iqc"), struct.pack(">I", 258), struct.unpack_from("H", b"\0\0\1\0", 2), list(struct.iter_unpack("B", b"ab")), struct.Struct("3s").unpack(b"abc"))
for f in (lambda: struct.pack("i"), lambda: struct.unpack("i", b"x"), lambda: struct.pack("z", 1), lambda: struct.pack("i", "x")):
    try: f()
    except struct.error as e: print("error", e)
class Res:
    def __init__(self, n): self.n=n
    def m(self): return self.n
r=Res(1); f=weakref.finalize(r, print, "bye", 1); print(f.alive, f.peek()[1:]); del r; print(f.alive, f())
d=weakref.WeakValueDictionary(); a=Res(2); d["a"]=a; print(dict(d), len(d)) if False else print(len(d), "a" in d); del a; print(len(d), d.get("a"))
k=weakref.WeakKeyDictionary(); b=Res(3); k[b]=1; print(len(k), list(k.values())); del b; print(len(k))
s=weakref.WeakSet(); c=Res(4); s.add(c); print(len(s), c in s); del c; print(len(s))
o=Res(5); wm=weakref.WeakMethod(o.m); print(wm()(), weakref.getweakrefcount(o)); del o; print(wm())
cb=[]; o=Res(6); w=weakref.ref(o, lambda r: cb.append(r)); del o; print(w(), len(cb), cb[0] is w)
@dataclasses.dataclass(order=True, frozen=True, slots=True)
class P:
    x: int
    y: int = dataclasses.field(default=0, compare=False)
p=P(1,2); print(p, p==P(1,3), p<P(2), hash(p)==hash(P(1,9)), dataclasses.replace(p,x=5), dataclasses.asdict(p), hasattr(p,"__dict__"))
try: p.x=3
except dataclasses.FrozenInstanceError as e: print(e)
@dataclasses.dataclass
class Q:
    items: list = dataclasses.field(default_factory=list)
    n: dataclasses.InitVar[int] = 3
    def __post_init__(self, n): self.items.append(n)
print(Q(), Q() == Q(), copy.deepcopy(Q()), copy.copy(Q()).items)
try:
    @dataclasses.dataclass
    class Bad: x: list = []
except ValueError as e: print(e)
class Color(enum.Enum):
    RED=1; GREEN=2
    @classmethod
    def first(cls): return cls.RED
    def __str__(self): return self.name.lower()
print(Color.first(), f"{Color.GREEN}", Color.RED.name, copy.deepcopy(Color.RED) is Color.RED, Color.RED in {Color.RED}, [c.value for c in Color], Color.__members__)
class F(enum.IntFlag):
    A=1; B=2; C=4
print(F.A|F.B, repr(F.A|F.B), F(7), F.A in (F.A|F.C), ~F.A, list(F.A|F.C), F(8) if False else "")
class Auto(enum.StrEnum):
    ONE=enum.auto(); TWO=enum.auto()
print(Auto.ONE, repr(Auto.TWO), Auto("one"), Auto.ONE.upper())
@contextlib.contextmanager
def cm(x):
    print("enter", x)
    try: yield x
    except ValueError as e: print("caught", e)
    finally: print("exit", x)
with cm(1) as v, cm(2): raise ValueError("v")
with contextlib.ExitStack() as st:
    st.callback(print, "cb"); st.enter_context(cm(3)); st.push(lambda *a: print("pushed", a[0]) or True); raise KeyError
with contextlib.suppress(KeyError): {}[1]
with contextlib.redirect_stdout(io.StringIO()) as out: print("x")
print(repr(out.getvalue()))
@functools.singledispatch
def sd(x): return "obj"
@sd.register
def _(x: int): return "int"
@sd.register(list)
def _(x): return "list"
print(sd(1), sd([]), sd("x"), sd.dispatch(bool)(True), sorted(c.__name__ for c in sd.registry))
class L:
    n=0
    @functools.cached_property
    def v(self): L.n+=1; return L.n
l=L(); print(l.v, l.v, l.__dict__)
@functools.lru_cache(maxsize=2)
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(10), fib.cache_info(), fib.cache_parameters())
@functools.total_ordering
class T:
    def __init__(self,v): self.v=v
    def __eq__(self,o): return self.v==o.v
    def __lt__(self,o): return self.v<o.v
print(T(1)<=T(2), T(3)>T(2), T(1)>=T(1))
with warnings.catch_warnings(record=True) as ws:
    warnings.simplefilter("always")
    warnings.warn("a"); warnings.warn("b", DeprecationWarning); warnings.warn(UserWarning("c"))
    print([(w.category.__name__, str(w.message), w.lineno) for w in ws])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("boom", RuntimeWarning)
    except RuntimeWarning as e: print("raised", e)
warnings.filterwarnings("ignore", message="skip.*"); warnings.warn("skip me")
def w(): warnings.warn("once")
for i in range(3): w()
warnings.warn("dep", DeprecationWarning)
warnings.warn_explicit("exp", UserWarning, "f.py", 7)
class CC:
    def __init__(self): self.a=[1]; self.me=self
    def __copy__(self): return "shallow"
    def __deepcopy__(self, memo): return ("deep", copy.deepcopy(self.a, memo))
print(copy.copy(CC()), copy.deepcopy([CC()]), copy.deepcopy({"k":(1,[2])}), copy.copy((1,)) is not None)
class N: __slots__=("a",)
n=N(); n.a=[1]; m=copy.deepcopy(n); print(m.a, m.a is n.a)
g=[]; g.append(g); h=copy.deepcopy(g); print(h[0] is h)
try: copy.deepcopy(x for x in [])
except TypeError as e: print(e)
