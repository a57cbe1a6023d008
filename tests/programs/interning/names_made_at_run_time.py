# Which names given at run time are interned, and where for ever.
import sys
def immortal(thing):
    before = sys.getrefcount(thing)
    row = [thing] * 100
    return sys.getrefcount(thing) == before
def made(tail):
    return "".join(["attribute", "made", "at", tail])
class Plain:
    pass
class Slotted:
    __slots__ = ("a",)
class Meta(type):
    pass
plain = Plain()
n = made("setattr"); setattr(plain, n, 1); print(immortal(n), sys.intern(made("setattr")) is n)
n = made("class"); setattr(Plain, n, 1); print(immortal(n), sys.intern(made("class")) is n)
n = made("osetattr"); object.__setattr__(plain, n, 1); print(immortal(n), sys.intern(made("osetattr")) is n)
n = made("tsetattr"); type.__setattr__(Plain, n, 1); print(immortal(n), sys.intern(made("tsetattr")) is n)
n = made("getattr"); getattr(plain, n, 1); print(immortal(n), sys.intern(made("getattr")) is n)
n = made("hasattr"); hasattr(plain, n); print(immortal(n), sys.intern(made("hasattr")) is n)
n = made("cgetattr"); getattr(Plain, n, 1); print(immortal(n), sys.intern(made("cgetattr")) is n)
n = made("dict"); plain.__dict__[n] = 1; print(immortal(n), sys.intern(made("dict")) is n)
n = made("delattr")
try: delattr(plain, n)
except AttributeError: pass
print(immortal(n), sys.intern(made("delattr")) is n)
n = made("globals"); globals()[n] = 1; print(immortal(n), sys.intern(made("globals")) is n)
n = made("type"); t = type(n, (), {}); print(immortal(n), sys.intern(made("type")) is n)
n = made("typedict"); t = type("T", (), {n: 1}); print(immortal(n), sys.intern(made("typedict")) is n)
n = made("slots"); t = type("T", (), {"__slots__": (n,)}); print(immortal(n), sys.intern(made("slots")) is n)
n = made("kw"); f = lambda **k: k; d = f(**{n: 1}); print(immortal(n), sys.intern(made("kw")) is n)
n = made("exec"); d = {}; exec(n + " = 1", d); print([immortal(k) for k in d if k == n])
n = made("modattr"); setattr(sys, n, 1); print(immortal(n), sys.intern(made("modattr")) is n)
n = made("sl")
try: setattr(Slotted(), n, 1)
except AttributeError as e: print(e)
print(immortal(n), sys.intern(made("sl")) is n)
def f(): pass
n = made("func"); setattr(f, n, 1); print(immortal(n), sys.intern(made("func")) is n)
n = made("name"); f.__name__ = n; print(immortal(n), sys.intern(made("name")) is n)
n = made("sysin"); sys.intern(n); print(immortal(n), sys.intern(made("sysin")) is n)
import types
n = made("mod"); m = types.ModuleType(n); print(immortal(n), sys.intern(made("mod")) is n)
n = made("ns"); m = types.SimpleNamespace(**{n: 1}); print(immortal(n), sys.intern(made("ns")) is n)
n = made("nss"); m = types.SimpleNamespace(); setattr(m, n, 1); print(immortal(n), sys.intern(made("nss")) is n)
from collections import namedtuple
n = made("nt"); m = namedtuple("N", [n]); print(immortal(n), [immortal(x) for x in m._fields], m._fields[0] is n)
n = made("one")[0]; print(immortal(n)); x = chr(233); print(immortal(x)); x = chr(0x153); print(immortal(x))
class Other:
    pass
o = Other()
n = made("late"); object.__setattr__(o, n, 5); print(o.attributemadeatlate, immortal(n), list(o.__dict__)[0] is n, vars(o))
o.attributemadeatlate = 6; print(o.__dict__, list(o.__dict__)[0] is n)
p = Other()
object.__setattr__(p, made("late"), 7); print(p.attributemadeatlate, p.__dict__, list(p.__dict__)[0] is n)
p.z = 1
m = made("dl"); object.__setattr__(p, m, 1); object.__delattr__(p, made("dl")); print(p.__dict__)
