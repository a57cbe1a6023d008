# What class statements allocate for the collector, free lists being empty at first.
import gc
c = gc.get_count
gc.collect()
a = b = d = e = f = g = h = None
a = c()
b = c()
class N: pass
d = c()
class M: pass
e = c()
print(a, b, d, e)
import gc
c = gc.get_count
class Z: pass
gc.collect()
a = b = d = e = f = g = h = None
a = c()
b = c()
class N: pass
d = c()
class M: pass
e = c()
print(a, b, d, e)
import gc
c = gc.get_count
class Z: pass
def f(): pass
gc.collect()
a = b = d = e = f1 = g = h = None
a = c()
type("T", (), {})
b = c()
f()
d = c()
f()
e = c()
x = Z()
f1 = c()
y = Z(); y.a = 1
g = c()
try: 1/0
except Exception: pass
h = c()
print(a, b, d, e, f1, g, h)
