import weakref
class T:
    pass
t = T()
f = weakref.finalize(t, print, "finalized", 1, sep="-")
print(f.alive)
del t
print(f.alive, f())
u = T()
g = weakref.finalize(u, lambda: "result")
print(g(), g.alive, g())
v = T()
h = weakref.finalize(v, print, "at exit")
w = T()
k = weakref.finalize(w, print, "never")
print(k.detach() is not None, k.alive)
