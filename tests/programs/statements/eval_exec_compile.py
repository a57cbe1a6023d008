print(eval("1 + 2"), eval("x * 2", {"x": 21}), eval("[i for i in range(n)]", {"n": 3}))
ns = {}
exec("def f(a):\n    return a + 1\ny = f(1)", ns)
print(ns["y"], ns["f"](10), sorted(k for k in ns if not k.startswith("__")))
code = compile("a = 5\nprint(a)", "<mine>", "exec")
exec(code)
print(a, code.co_filename, code.co_names, code.co_consts)
print(eval(compile("2 ** 8", "e", "eval")))
exec(compile("40 + 2", "s", "single"))
def scope():
    z = 1
    exec("z = 2")
    return z, eval("z + 1"), sorted(locals())
print(scope())
for bad in ("1 +", "x = 1", "(", "'abc", "1 2", "def f(:", "if x", "a b c"):
    try:
        eval(bad)
    except SyntaxError as e:
        print(repr(bad), type(e).__name__, e.msg, e.lineno, e.offset)
