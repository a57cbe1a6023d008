class Metre:
    def __init__(self, n):
        self.n = n
    def __add__(self, o):
        print("add", type(o).__name__)
        if isinstance(o, Metre):
            return Metre(self.n + o.n)
        return NotImplemented
    def __radd__(self, o):
        print("radd", type(o).__name__)
        return Metre(o + self.n) if isinstance(o, int) else NotImplemented
m = Metre(1)
print((m + m).n, (5 + m).n, sum([m, m]).n)
try:
    m + "x"
except TypeError as e:
    print(e)
class Sub(Metre):
    def __radd__(self, o):
        print("sub first")
        return super().__radd__(0)
print((m + Sub(2)).n)
