import sys
name = "".join(["uni", "t x"])
c = compile("def f(): pass", name, "exec")
print(c.co_filename is name, c.co_consts[0].co_filename is c.co_filename, sys.getrefcount(name))
d = compile("1", name, "eval")
print(d.co_filename is name, sys.getrefcount(name))
name2 = "".join(["uni", "t x"])
d = compile("1", name2, "eval")
print(d.co_filename is name2, d.co_filename is name)
class K:
    def meth(self): pass
print(sys.getrefcount(K.meth.__qualname__), sys.getrefcount(K.__qualname__), K.meth.__code__.co_qualname is K.meth.__qualname__, sys.getrefcount(K.meth.__name__))
