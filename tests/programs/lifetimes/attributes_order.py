class T:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print(self.name, end=" ")
class Owner:
    def __init__(self, order):
        for name in order:
            setattr(self, name, T(name))
    def __del__(self):
        print("owner", end=" ")
o = Owner("abc")
del o
print()
o = Owner("cba")
del o
print()
class S:
    __slots__ = ("x", "y", "z")
s = S()
s.z, s.y, s.x = T("z"), T("y"), T("x")
del s
print()
