from enum import Enum, IntEnum, Flag, auto, unique
class Colour(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def shout(self):
        return self.name + "!"
print(Colour.RED, repr(Colour.GREEN), Colour(2), Colour["RED"], Colour.CRIMSON is Colour.RED)
print(list(Colour), Colour.RED.shout(), Colour.RED.value, len(Colour), Colour.RED in Colour, list(Colour.__members__))
try:
    Colour(9)
except ValueError as e:
    print(e)
try:
    Colour.RED = 5
except AttributeError as e:
    print(type(e).__name__)
class Level(IntEnum):
    LOW = 1
    HIGH = 10
print(Level.LOW < Level.HIGH, Level.HIGH + 1, sorted([Level.HIGH, Level.LOW]), f"{Level.LOW}")
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
p = Perm.R | Perm.W
print(p, Perm.R in p, Perm.X in p, p & Perm.R, p.value)
try:
    @unique
    class U(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)
