class T:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("bye", self.name)
def f(p):
    a = T("a")
    b = T("b")
    c = T("c")
    print("leaving")
f(T("p"))
print("left")
def g():
    a = T("a")
    b = T("b")
    return b
g()
print("end")
