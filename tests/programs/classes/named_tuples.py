from typing import NamedTuple
from collections import namedtuple
class Point(NamedTuple):
    x: int
    y: int = 0
    def norm(self):
        return abs(self.x) + abs(self.y)
p = Point(3)
print(p, p.x, p[1], p.norm(), p == (3, 0), Point._fields, p._asdict(), p._replace(y=5))
x, y = p
print(x + y, Point._make([7, 8]), isinstance(p, tuple), len(p), hash(p) == hash((3, 0)))
try:
    p.x = 4
except AttributeError as e:
    print(e)
Car = namedtuple("Car", "wheels doors", defaults=[4])
print(Car(4), Car._field_defaults, Car(1, 2) < Car(1, 3), Car.__doc__)
try:
    namedtuple("Bad", "class x")
except ValueError as e:
    print(e)
