from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: int
class Old:
    __match_args__ = ("a",)
    def __init__(self, a):
        self.a = a
from enum import Enum
class C(Enum):
    RED = 1
def f(v):
    match v:
        case P(0, 0):
            return "origin"
        case P(x=0, y=y):
            return f"on y at {y}"
        case P(x, y) if x == y:
            return "diagonal"
        case P():
            return "point"
        case Old(a=[P(x, _), *_]):
            return f"old with point {x}"
        case Old(a):
            return f"old {a}"
        case C.RED:
            return "red"
        case (P() | Old(), n):
            return f"pair {n}"
        case {"p": P(x, y), **rest}:
            return f"mapped {x} {y} {rest}"
for v in (P(0, 0), P(0, 5), P(3, 3), P(1, 2), Old([P(7, 8)]), Old(5), C.RED, (P(1, 1), 9), {"p": P(1, 2), "q": 3}):
    print(f(v))
try:
    match 5:
        case int(a, b):
            pass
except TypeError as e:
    print(e)
