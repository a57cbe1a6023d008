class A:
    def __init__(self):
        self.log = []
    def __iadd__(self, o):
        self.log.append(o)
        return self
    def __getitem__(self, i):
        print("get", i)
        return 1
    def __setitem__(self, i, v):
        print("set", i, v)
a = A()
b = a
a += 1
a["k"] += 5
print(a is b, a.log)
x = 7
x -= 2; x *= 3; x //= 2; x **= 2; x %= 10; x <<= 3; x |= 1; x &= 0b1011; x ^= 2; x >>= 1
print(x)
y = 5.0
y /= 2
print(y)
l = [1, 2]
l *= 2
l[0] += 10
print(l)
s = {1}
s |= {2}; s -= {1}
print(s)
class M:
    def __matmul__(self, o):
        return "mm"
m = M()
m @= 1
print(m)
