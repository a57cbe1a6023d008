import gc
import weakref
gc.collect()
class Node:
    def __init__(self, v):
        self.v = v
        self.next = None
        self._prev = None
    @property
    def prev(self):
        return self._prev() if self._prev else None
    @prev.setter
    def prev(self, node):
        self._prev = weakref.ref(node)
    def __del__(self):
        print("del", self.v)
a, b, c = Node(1), Node(2), Node(3)
a.next, b.next = b, c
b.prev, c.prev = a, b
print(c.prev.v, b.prev.v, a.prev)
del a
print(b.prev)
del b, c
print(gc.collect())
