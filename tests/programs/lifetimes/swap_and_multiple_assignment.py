class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
a, b = T("a"), T("b")
a, b = b, a
print(a.n, b.n)
a = b = T("c")
print("both replaced")
a, b = None, None
print("--")
x, *y = [T(1), T(2), T(3)]
x = None
y = y[:1]
print("end")
