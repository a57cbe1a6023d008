import sys
rc = sys.getrefcount
class K:
    def __init__(self, n):
        self.n = n
    def __lt__(self, o):
        seen.append((rc(self), rc(o)))
        return self.n < o.n
seen = []
l = [K(2), K(1), K(3)]
l.sort()
print(seen)
seen.clear()
sorted(l)
print(seen)
seen.clear()
max(l), min(l)
print(seen)
def key(k):
    seen.append(rc(k))
    return k.n
seen.clear()
l.sort(key=key)
print(seen)
seen.clear()
sorted(l, key=key)
print(seen, rc(l[0]))
