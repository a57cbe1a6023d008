# A mutable class attribute is one object for all instances.
class Basket:
    items = []
    size = 0

    def add(self, item):
        self.items.append(item)
        self.size += 1

a, b = Basket(), Basket()
a.add("apple")
b.add("pear")
print(a.items, b.items, a.items is b.items is Basket.items)
print(a.size, b.size, Basket.size)
print("items" in a.__dict__, "size" in a.__dict__)
