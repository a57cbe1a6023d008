import sys

class Plain:
    def __init__(self):
        self.a = 1
        self.b = 2

class Slotted:
    __slots__ = ("a", "b")
    def __init__(self):
        self.a = 1
        self.b = 2

class Empty:
    pass

p, s, e = Plain(), Slotted(), Empty()
print(sys.getsizeof(p), sys.getsizeof(s), sys.getsizeof(e))
print(hasattr(p, "__dict__"), hasattr(s, "__dict__"))
e.x = 1
print(sys.getsizeof(e), sys.getsizeof(object()))
class Child(Slotted):
    __slots__ = ("c",)
print(sys.getsizeof(Child()))
class Loose(Slotted):
    pass
print(sys.getsizeof(Loose()), hasattr(Loose(), "__dict__"))
