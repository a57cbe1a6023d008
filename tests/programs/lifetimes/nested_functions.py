class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
def outer():
    a = T("outer a")
    def inner():
        b = T("inner b")
        return a
    x = inner()
    print("inner returned", x.n)
    del x
    return inner
f = outer()
print("outer returned")
f()
print("called again")
del f
print("end")
