count = 0
def up():
    global count, fresh
    count += 1
    fresh = "made"
up(); up()
print(count, fresh)
def outer():
    v = 1
    def inner():
        nonlocal v
        v += 1
        def innermost():
            nonlocal v
            v *= 10
        innermost()
        return v
    return inner(), v
print(outer())
def deleter():
    a = 1
    del a
    try:
        return a
    except UnboundLocalError as e:
        return str(e)
print(deleter())
l = [1, 2, 3, 4]
del l[0], l[-1]
d = {"a": 1}
del d["a"]
print(l, d)
for source in ("def f():\n  nonlocal q", "nonlocal q", "def f(a):\n  global a", "def f():\n  x = 1\n  global x", "return 1", "break", "del 5", "f() = 1", "x = yield"):
    try:
        compile(source, "s", "exec")
    except SyntaxError as e:
        print(e.msg)
