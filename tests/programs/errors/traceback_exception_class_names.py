class Outer:
    class Inner(Exception):
        pass
def f():
    class Local(Outer.Inner):
        def __str__(self):
            return "custom text"
    raise Local
try:
    f()
except Outer.Inner as e:
    print(repr(e)[:5], e)
raise Outer.Inner("nested class")
