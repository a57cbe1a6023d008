import gc

class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

gc.collect()
a, b = Node("a"), Node("b")
a.other, b.other = b, a
del a, b
print(gc.collect())
n = Node("n")
n.other = n
del n
print(gc.collect())
n = Node("n")
n.other = n
n.__dict__
del n
print(gc.collect())
