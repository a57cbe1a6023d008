# who is destroyed when at exit
import sys, atexit, weakref
class N:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = N("a"); b = N("b"); _c = N("_c"); __d__ = N("__d__")
cyc = N("cyc"); cyc.me = cyc
lst = [N("l1"), N("l2")]
def f(x=N("default")): pass
class K: attr = N("class attr")
weakref.finalize(a, print, "finalize a")
atexit.register(print, "atexit 1"); atexit.register(lambda: print("atexit 2", a.n))
sys.keep = N("in sys")
import types; m = types.ModuleType("mod"); m.x = N("in module"); sys.modules["mod"] = m
print("end of script")
