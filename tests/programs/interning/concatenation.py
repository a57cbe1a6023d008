a = "inter" + "ning"
b = "interning"
print(a is b)
c = "inter"
d = c + "ning"
print(d is b, d == b)
e = f"inter{'ning'}"
print(e is b, e == b)
g = "inter" "ning"
print(g is b)
h = "%s%s" % ("inter", "ning")
print(h is b)
i = "".join(("inter", "ning"))
print(i is b)
j = "gninretni"[::-1]
print(j is b, j == b)
k = "INTERNING".lower()
print(k is b)
import sys
print(sys.intern(k) is b, sys.intern(d) is sys.intern(i))
