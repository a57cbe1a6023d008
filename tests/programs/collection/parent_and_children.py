import gc
import weakref

class Parent:
    def __init__(self):
        self.children = []
    def add(self, child):
        child.parent = self
        self.children.append(child)

class Child:
    pass

gc.collect()
p = Parent()
for _ in range(3):
    p.add(Child())
watch = weakref.ref(p.children[0])
del p
print(watch() is None)
print(gc.collect(), watch() is None)
p = Parent()
c = Child()
c.parent = weakref.ref(p)
p.children.append(c)
del p
print(c.parent() is None, gc.collect())
