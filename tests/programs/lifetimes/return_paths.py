class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
def early(flag):
    a = T("a")
    if flag:
        return "early"
    b = T("b")
    return "late"
print(early(True))
print(early(False))
def raises():
    a, b = T("ra"), T("rb")
    raise KeyError("x")
try:
    raises()
except KeyError:
    print("caught")
def loop():
    for i in range(2):
        t = T(i)
    return "looped"
print(loop())
def chain():
    return T("temp").n
print(chain())
def arg(t):
    del t
    print("deleted arg")
arg(T("arg"))
t = T("held")
arg(t)
print("end")
