# Finalizers of garbage run once each, then it is freed.
import gc
gc.collect()
class Node:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("del", self.name)
a, b, c = Node("a"), Node("b"), Node("c")
a.next, b.next, c.next = b, c, a
del a, b, c
print("dropped")
print(gc.collect())
print("end", gc.garbage)
