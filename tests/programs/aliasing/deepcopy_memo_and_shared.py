import copy
class Node:
    def __init__(self, name):
        self.name, self.links = name, []
a, b = Node("a"), Node("b")
a.links += [b, b]
b.links.append(a)
c = copy.deepcopy(a)
print(c.links[0] is c.links[1], c.links[0].links[0] is c, c is a, c.links[0] is b)
memo = {}
d = copy.deepcopy([a, a], memo)
print(d[0] is d[1], memo[id(a)] is d[0], len(memo) > 3)
k = copy.deepcopy({"k": (a,)})
print(k["k"][0] is a, k["k"][0].name is a.name)
