# exit order
import atexit, weakref, gc
class T:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = T("a"); b = T("b"); _c = T("_c"); _d = T("_d")
def f(x=T("default")): return a
class K:
    attr = T("class attr")
    def m(self): return b
lst = [T("in list")]
cyc = T("cycle"); cyc.me = cyc
k = K(); k.t = T("inst attr")
atexit.register(print, "atexit 1"); atexit.register(lambda: print("atexit 2", a.n))
weakref.finalize(b, print, "finalize b")
def g():
    try: yield T("yielded")
    finally: print("gen finally")
gen = g(); next(gen)
w = weakref.ref(a, lambda r: print("callback a"))
clo = (lambda t: lambda: t)(T("closure"))
import sys; sys.stash = T("in sys")
print("end of script")
