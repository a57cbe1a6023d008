class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
def gen():
    a = T("a")
    yield 1
    b = T("b")
    yield 2
    print("body ends")
g = gen()
print(next(g))
g.close()
print("closed")
for v in gen():
    print(v)
print("exhausted")
g = gen()
next(g), next(g)
g = None
print("dropped")
e = (T(i) for i in range(3))
print(next(e).n)
x = next(e)
del e
print("genexp dropped")
del x
