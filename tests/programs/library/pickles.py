import pickle, copy, collections, datetime, decimal, fractions
data=[1,-1,255,256,65536,2**40,-2**70,1.5,"s",b"b",None,True,(),(1,),(1,2,3,4),{"a":[1,2],"b":{}},{1},frozenset([2]),bytearray(b"x"),"é"*300, 2+3j, range(3)]
for d in data:
    p=pickle.dumps(d); print(p if len(p)<80 else len(p), pickle.loads(p)==d)
p=pickle.dumps(data); print(len(p), pickle.loads(p)==data)
l=[1]; l.append(l); m=pickle.loads(pickle.dumps(l)); print(m[1] is m, len(pickle.dumps([l,l])))
class C:
    def __init__(self,x): self.x=x
    def __eq__(self,o): return self.x==o.x
class S: __slots__=("a",)
c=C([1]); print(pickle.dumps(c), pickle.loads(pickle.dumps(c))==c, type(pickle.loads(pickle.dumps(C))))
s=S(); s.a=1; print(pickle.loads(pickle.dumps(s)).a)
class G:
    def __getstate__(self): return {"v":1}
    def __setstate__(self,st): self.v=st["v"]+1
print(pickle.loads(pickle.dumps(G())).v)
for x in (collections.OrderedDict(a=1), collections.Counter("aab"), collections.deque([1,2],3), collections.defaultdict(list,{1:[2]}), datetime.date(2024,1,2) , fractions.Fraction(1,2), len, int, C):
    print(pickle.loads(pickle.dumps(x))==x)
def f(): return lambda: 0
for o in (lambda: 0, f(), (x for x in ())):
    try: pickle.dumps(o)
    except Exception as e: print(type(e).__name__, str(e).split(" at 0x")[0])
try: pickle.loads(b"")
except EOFError as e: print(e)
a=[1,2]; x,y=pickle.loads(pickle.dumps((a,a))); print(x is y)
print(len(pickle.dumps(list(range(3000)))), len(pickle.dumps({i:str(i) for i in range(2500)})), len(pickle.dumps("x"*70000)), len(pickle.dumps(["y"*100]*5)), pickle.dumps([1,"a"], 4))
