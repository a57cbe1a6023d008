import weakref, gc, sys, copy, abc, typing, types, collections
class A: pass
a=A(); p=weakref.proxy(a); print(type(p).__name__, isinstance(p, A), p==a, weakref.getweakrefs(a)[0] is p)
try: hash(p)
except TypeError as e: print(e)
r1=weakref.ref(a); r2=weakref.ref(a); print(r1 is r2, hash(r1)==hash(a), r1==r2, weakref.getweakrefcount(a), sys.getsizeof(r1))
def cb(r): print("cb", r is r3)
r3=weakref.ref(a, cb); del a, ; print(r1(), r3())
try: p.x
except ReferenceError as e: print(e)
class Node:
    def __init__(self,v): self.v=v; self.children=[]; self._parent=None
    @property
    def parent(self): return self._parent() if self._parent else None
    def add(self,c): c._parent=weakref.ref(self); self.children.append(c)
root=Node(1); ch=Node(2); root.add(ch); print(ch.parent.v, sys.getrefcount(root)); del root; print(ch.parent)
cache=weakref.WeakValueDictionary()
class Big:
    def __init__(self,k): self.k=k
    def __repr__(self): return f"Big({self.k})"
def get(k):
    v=cache.get(k)
    if v is None: v=Big(k); cache[k]=v
    return v
x=get(1); print(x is get(1), list(cache.items()), len(cache)); del x; print(len(cache), list(cache))
d=weakref.WeakValueDictionary(); b1,b2=Big(1),Big(2); d.update(a=b1,b=b2); print(sorted(d), d.pop("a"), d.setdefault("c", b1) is b1, sorted(d.keys()), list(d.values()), "b" in d, d|{"z":b2} is not None); del b2; print(sorted(d))
k=weakref.WeakKeyDictionary(); o=Big(3); k[o]="v"; print(k[o], list(k.items()), k.get(o), o in k); k2=k.copy(); del o; print(len(k), len(k2))
f=weakref.finalize(b1, lambda n: print("final", n), 7); print(f.alive, f.detach() is not None, f.alive)
g=weakref.finalize(b1, print, "at exit"); g.atexit=False; del b1; print(g.alive)
for t in (int, str, list, dict, tuple, object): 
    try: weakref.ref(t()); print(t.__name__, "ok")
    except TypeError as e: print(e)
print(weakref.ref(set()) is not None, weakref.ref(lambda: 0)() , weakref.ReferenceType, weakref.ProxyType, weakref.CallableProxyType)
class S: __slots__=()
try: weakref.ref(S())
except TypeError as e: print(e)
class M:
    def meth(self): return "m"
m=M(); wm=weakref.WeakMethod(m.meth); wr=weakref.ref(m.meth); print(wm()(), wr() is None, wm==weakref.WeakMethod(m.meth)); del m; print(wm())
class Cyc: pass
c=Cyc(); c.me=c; wc=weakref.ref(c, lambda r: print("collected")); del c; print(wc() is not None); gc.collect(); print(wc())
ws=weakref.WeakSet([A]); ws.add(int); print(len(ws), int in ws, sorted(t.__name__ for t in ws)); ws.discard(int); print(len(ws))
class Meta(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @classmethod
    def __subclasshook__(cls, C): return NotImplemented if not hasattr(C,"quack") else True
class Duck: 
    def quack(self): pass
print(isinstance(Duck(), Meta), issubclass(int, Meta), Meta.__abstractmethods__, abc.get_cache_token() >= 0)
try: Meta()
except TypeError as e: print(e)
