class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print(self.n, end=" ")
d = {"a": [T(1), T(2)], "b": (T(3), {"c": T(4)})}
del d
print("|")
l = [[T(1), T(2)], [T(3)], T(4)]
l[0] = None
print("|")
l.reverse()
del l
print("|")
s = {T("x")}
s.clear()
print("| set")
class P:
    pass
p = P()
p.first, p.second = T("f"), [T("s1"), T("s2")]
p.third = T("t")
p.first = None
print("|")
del p
print("| end")
