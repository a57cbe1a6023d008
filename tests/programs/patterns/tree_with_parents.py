import gc
gc.collect()
class Tree:
    alive = 0
    def __init__(self, name, parent=None):
        self.name, self.parent, self.children = name, parent, []
        Tree.alive += 1
        if parent:
            parent.children.append(self)
    def __del__(self):
        Tree.alive -= 1
root = Tree("root")
for i in range(3):
    child = Tree(f"c{i}", root)
    for j in range(2):
        Tree(f"c{i}.{j}", child)
del child
print(Tree.alive)
root.children.pop()
print(Tree.alive)
print(gc.collect() > 0, Tree.alive)
del root
print(Tree.alive)
gc.collect()
print(Tree.alive)
