import weakref
class T:
    pass
def bad(r):
    raise RuntimeError("callback failed")
t = T()
r = weakref.ref(t, bad)
del t
print("continued", r())
f = weakref.finalize(T(), print, "finalized temp")
print(f.alive)
try:
    weakref.finalize(5, print)
except TypeError as e:
    print(e)
try:
    weakref.ref(T(), 5)
    print("no check until called")
except TypeError as e:
    print(e)
