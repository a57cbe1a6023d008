# Built values are counted like any object.
import sys
rc = sys.getrefcount
s = "-".join(["a", "b"])
print(rc(s))
t = s
u = s[:]
print(rc(s), u is s)
n = int("12345678901234567890")
m = n
print(rc(n), rc(n + 1), rc(n * 2))
f = float("1.25")
l = [f] * 10
print(rc(f))
b = bytes([1, 2, 3])
print(rc(b), rc(b[:]), rc(b + b""))
r = range(10 ** 6)
print(rc(r), rc(r[5:]), rc(iter(r)))
c = complex(1, 2)
print(rc(c), rc(c.real), rc(c.conjugate()))
