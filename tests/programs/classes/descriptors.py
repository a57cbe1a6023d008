class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name
        print("named", owner.__name__, name)
    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return getattr(obj, self.name)
    def __set__(self, obj, value):
        if value <= 0:
            raise ValueError(f"{self.name[1:]} must be positive")
        setattr(obj, self.name, value)
class Item:
    price = Positive()
    weight = Positive()
    def __init__(self, price, weight):
        self.price, self.weight = price, weight
i = Item(2, 3)
print(i.price, i.weight, i.__dict__, type(Item.price).__name__)
try:
    i.price = -1
except ValueError as e:
    print(e)
class NonData:
    def __get__(self, obj, owner):
        return "descriptor"
class H:
    x = NonData()
h = H()
print(h.x)
h.__dict__["x"] = "instance"
print(h.x)
