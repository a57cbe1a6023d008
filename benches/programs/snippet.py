import sys

class Basket:
    def __init__(self, *fruits):
        self.fruits = list(fruits)

    def __repr__(self):
        return f"Basket({', '.join(self.fruits)})"

a = Basket("apple", "pear")
b = a
b.fruits.append("plum")
print(a, a is b)
print(sys.getrefcount(a), [len(name) for name in a.fruits])
try:
    a.fruits[5]
except IndexError as error:
    print("no such fruit:", error)
