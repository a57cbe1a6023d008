# Containers that hold themselves print as [...].
l = [1]
l.append(l)
print(l, l[1] is l, l[1][1][1][0])
d = {}
d["me"] = d
print(d, d["me"]["me"] is d)
t = ([],)
t[0].append(t)
print(t)
l[0] = d
print(l)
class Node:
    def __repr__(self):
        return f"Node({self.next!r})"
