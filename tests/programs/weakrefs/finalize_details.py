import weakref
class T:
    pass
t = T()
f = weakref.finalize(t, print, "called", end="!\n")
print(f.peek()[0] is t, f.peek()[2:], f.alive, f.atexit)
f.atexit = False
g = weakref.finalize(t, print, "second")
print(g.detach()[1] is print, g.alive, g.peek(), g())
del t
print(f.alive)
u = T()
h = weakref.finalize(u, print, "never at exit")
h.atexit = False
v = T()
weakref.finalize(v, print, "at exit one")
weakref.finalize(v, print, "at exit two")
print("end")
