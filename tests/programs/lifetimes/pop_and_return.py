class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
l = [T(i) for i in range(3)]
l.pop()
print("popped")
x = l.pop()
print("kept", x.n)
d = {"a": T("a"), "b": T("b")}
d.pop("a")
print("dict pop")
d.update(b=T("new b"))
print("updated")
d.setdefault("b", T("unused"))
print("end")
