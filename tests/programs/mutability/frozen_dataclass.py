from dataclasses import dataclass, field, replace, FrozenInstanceError

@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)

p = Point(1)
print(p, p == Point(1), p.tags is Point(1).tags)
try:
    p.x = 5
except FrozenInstanceError as error:
    print(type(error).__name__, error)
p.tags.append("a")
q = replace(p, x=2)
print(p, q, q.tags is p.tags)
