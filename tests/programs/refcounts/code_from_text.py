# Code from text: what it shares and what its syntax tree holds.
import sys, gc
rc = sys.getrefcount
x = object()
print(eval("rc(x)"), eval("rc(x)", globals()), eval("rc(y)", {"rc": rc, "y": x}), eval("rc(y)", {"rc": rc}, {"y": x}))
exec("print(rc(x)); z = x; print(rc(x))"); print(rc(x)); del z
ns = {}
exec("def f(v): return rc(v)\nq = 1000.5\nr = 1000.5\ns='hello world'\nimport sys\nprint(q is r, sys.getrefcount(q))", {"rc": rc}, ns)
print(ns["f"](x) if 0 else sorted(ns))
c = compile("x", "s", "eval"); print(eval(c) is x, rc(c), c.co_names, c.co_consts, rc(c.co_consts) > 0)
c1 = compile("'a b'", "s", "eval"); c2 = compile("'a b'", "s", "eval"); print(eval(c1) is eval(c1), eval(c1) is eval(c2), c1 == c2, c1.co_consts == c2.co_consts)
print(eval("1000") is eval("1000"), eval("256") is eval("256"), eval("'ab'") is eval("'ab'"), eval("(1, 2)") is eval("(1, 2)"), eval("1.5") is eval("1.5"), eval("b'a'") is eval("b'a'"), eval("b''") is eval("b''"), eval("()") is eval("()"))
def f():
    y = object()
    r = [rc(y), eval("rc(y)"), rc(y), rc(locals()["y"]), rc(y), rc(vars()["y"])]
    exec("w = y")
    r.append(rc(y))
    l = locals(); r.append(rc(y)); del l; r.append(rc(y))
    return r
print(f())
exec(compile("v = [1, 2]; print(rc(v))", "t", "exec"))
code = compile("def g():\n  k = 77777\n  return rc(k), rc(77777)\nprint(g())", "t", "exec"); exec(code); exec(code)
print(rc(code), rc(g), rc(g.__code__), g.__code__ in code.co_consts)
exec("a1 = 12345; b1 = 12345"); exec("c1 = 12345"); print(a1 is b1, a1 is c1)
print((lambda: 98765)() is (lambda: 98765)(), (lambda: "x y")() is (lambda: "x y")(), (lambda: (1, "a b"))() is (lambda: (1, "a b"))())
def m(): return 3.25
def n(): return 3.25
