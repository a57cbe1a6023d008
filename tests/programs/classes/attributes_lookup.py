class A:
    x = "class"
    def f(self):
        return self.x
a = A()
print(a.x, "x" in vars(a))
a.x = "instance"
print(a.x, A.x, a.f(), vars(a))
del a.x
print(a.x)
A.x = "changed"
print(a.x, A().x)
a.f = lambda: "own function"
print(a.f(), A().f())
try:
    del a.x
except AttributeError as e:
    print(e)
try:
    a.y
except AttributeError as e:
    print(e)
try:
    A.y
except AttributeError as e:
    print(e)
print(sorted(n for n in dir(a) if not n.startswith("__")))
