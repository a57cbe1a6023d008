from dataclasses import dataclass, field, asdict, astuple, fields
@dataclass(order=True)
class Item:
    name: str
    price: float = 0.0
    tags: list[str] = field(default_factory=list, compare=False)
    def total(self, n):
        return n * self.price
a, b = Item("pen", 1.5), Item("ink", 3, ["blue"])
print(a, b, a == Item("pen", 1.5), a < b, sorted([a, b])[0].name)
print(asdict(b), astuple(a), [f.name for f in fields(Item)], b.total(2))
try:
    Item()
except TypeError as e:
    print(e)
try:
    @dataclass
    class Bad:
        x: list = []
except ValueError as e:
    print(e)
