# An attribute is a reference, wherever it is stored.
import sys

class Plain:
    pass

class Slotted:
    __slots__ = ("value",)

x = object()
p, s = Plain(), Slotted()
p.value = x
print(sys.getrefcount(x))
s.value = x
print(sys.getrefcount(x), sys.getrefcount(p.value), sys.getrefcount(s.value))
Plain.shared = x
print(sys.getrefcount(x))
del p
print(sys.getrefcount(x))
del s.value, Plain.shared
print(sys.getrefcount(x))
