class Key:
    def __init__(self, k):
        self.k = k
    def __lt__(self, o):
        return self.k < o.k
ks = [Key(3), Key(1), Key(2)]
s = sorted(ks)
print([k.k for k in s], s[0] is ks[1], ks[0].k, min(ks) is ks[1])
ks2 = ks
ks.sort()
print(ks2 is ks, [k.k for k in ks2])
print(max(ks, key=lambda k: -k.k) is ks[0], list(reversed(ks))[0] is ks[2])
