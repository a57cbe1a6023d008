# Instances of a young class change their size until the class has settled.
class Young:
    pass
print([id(Young()) == id(Young()) for _ in range(20)])
class Slotted:
    __slots__ = ("a",)
print([id(Slotted()) == id(Slotted()) for _ in range(5)])
