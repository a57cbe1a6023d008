class Store:
    def __init__(self):
        self._items = ["a"]
    def items(self):
        return self._items
    def safe(self):
        return tuple(self._items)
    def copy(self):
        return self._items.copy()
s = Store()
s.items().append("b")
s.copy().append("c")
print(s.items(), s.safe(), s.items() is s.items(), s.safe() is s.safe(), s.copy() is s.copy())
