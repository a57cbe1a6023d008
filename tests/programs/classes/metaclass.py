class Registry(type):
    known = {}
    def __new__(meta, name, bases, ns, **kw):
        cls = super().__new__(meta, name, bases, ns)
        meta.known[name] = kw.get("label", name.lower())
        return cls
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
    def __call__(cls, *args):
        print("calling", cls.__name__)
        return super().__call__(*args)
    def __len__(cls):
        return 42
class Base(metaclass=Registry):
    pass
class Child(Base, label="kid"):
    def __init__(self, x):
        self.x = x
print(Registry.known, type(Child).__name__, len(Child))
c = Child(5)
print(c.x, isinstance(Child, Registry))
T = type("T", (Child,), {"y": 1})
print(T.__name__, T.y, Registry.known["T"], type(T) is Registry)
