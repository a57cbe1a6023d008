class S:
    def __getitem__(self, k):
        return k
    def __setitem__(self, k, v):
        print("set", k, v)
    def __delitem__(self, k):
        print("del", k)
s = S()
print(s[1], s[1:2], s[::2], s[1, 2], s[1:2, ...], s["a"], s[:], s[()], s[-1], s[None])
s[0] = s[1:2] = 5
del s[0], s[1:]
s["x"] += 1 if isinstance(s["x"], int) else "y"
l = [0, 1, 2, 3, 4, 5]
del l[::2]
del (l[0])
print(l)
