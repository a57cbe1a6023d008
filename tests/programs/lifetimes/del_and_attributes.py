class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
class Owner:
    shared = T("class attribute")
    def __init__(self):
        self.a = T("a")
    def __del__(self):
        print("owner sees", self.a.n)
o = Owner()
o.a = T("new a")
print("assigned")
del o.a
print("deleted attribute")
o.a = T("last a")
del o
print("owner gone")
Owner.shared = None
print("class attribute gone")
o = Owner()
o.__dict__.clear()
print("dict cleared")
o.a = T("after clear")
o.__dict__ = {"a": T("from dict")}
print("dict replaced")
del o
