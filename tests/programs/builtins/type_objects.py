class A:
    """Doc."""
    x = 1
print(type(A), type(A()), A.__name__, A.__qualname__, A.__module__, A.__doc__, A.__bases__, A.__base__, A.__dict__["x"], type(A.__dict__).__name__)
B = type("B", (A,), {"y": 2, "f": lambda self: self.y})
print(B, B().f(), B.__mro__, isinstance(B(), A), B.x, A.__subclasses__() == [B])
print(type(1), type("a"), type([]), type(None), type(...), type(lambda: 0), type(len), type([].append), type(A.__init__), type(iter([])), type({}.keys()), type(x for x in ()))
print(int.__name__, str(int), repr(A), A.__class__, (5).__class__, type.__call__(A).x, object.__subclasses__ is not None)
a = A()
a.__class__ = B
print(a.y, type(a).__name__)
try:
    a.__class__ = int
except TypeError as e:
    print(e)
try:
    int.x = 5
except TypeError as e:
    print(e)
