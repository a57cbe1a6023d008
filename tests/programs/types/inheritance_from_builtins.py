class Upper(str):
    def __new__(cls, s):
        return super().__new__(cls, s.upper())
    def shout(self):
        return self + "!"
u = Upper("abc")
print(u, u.shout(), type(u + "x").__name__, u == "ABC", isinstance(u, str), {u: 1}["ABC"], u[0], len(u))
class Default(dict):
    def __missing__(self, k):
        self[k] = k * 2
        return self[k]
d = Default(a=1)
print(d["a"], d["zz"], d, d.get("q"), "q" in d)
class Sorted(list):
    def append(self, x):
        super().append(x)
        self.sort()
s = Sorted([3])
s.append(1); s += [0]
print(s, type(s[:]).__name__, type(s + s).__name__, s == [1, 3, 0])
class Pos(int):
    def __new__(cls, n):
        if n < 0:
            raise ValueError("negative")
        return int.__new__(cls, n)
    def __repr__(self):
        return f"Pos({int(self)})"
p = Pos(5)
print(p, p + 1, type(p + 1).__name__, [p], f"{p:03d}", p is Pos(5), p == 5)
class T(tuple):
    @property
    def x(self):
        return self[0]
print(T((1, 2)).x, T((1,)) == (1,), type(T((1,)) + (2,)).__name__)
