hooks = {}
def hook(name):
    def register(f):
        hooks.setdefault(name, []).append(f)
        return f
    return register
@hook("start")
def a():
    return "a started"
@hook("start")
@hook("stop")
def b():
    return "b"
for name in sorted(hooks):
    print(name, [f() for f in hooks[name]], [f.__name__ for f in hooks[name]])
print(hooks["start"][1] is hooks["stop"][0] is b)
