class Tree:
    def __init__(self, value, *kids):
        self.value, self.kids = value, kids
    def __iter__(self):
        yield self.value
        for kid in self.kids:
            yield from kid
    def depth_first(self, depth=0):
        yield depth, self.value
        for k in self.kids:
            yield from k.depth_first(depth + 1)
t = Tree("a", Tree("b", Tree("c")), Tree("d"))
print(list(t), list(t.depth_first()))
for d, v in t.depth_first():
    print("  " * d + v)
