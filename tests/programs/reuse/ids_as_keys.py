# An id is only unique among objects that live at the same time.
registry = {}
class Item:
    __slots__ = ("name",)
    def __init__(self, name):
        self.name = name
        registry[id(self)] = name
for name in ("one", "two", "three"):
    Item(name)
print(len(registry), list(registry.values()))
keep = [Item(n) for n in "abc"]
print(len(registry))
