from enum import Enum, IntFlag, StrEnum, auto
class Planet(Enum):
    MERCURY = (3.3e23, 2.4e6)
    EARTH = (5.9e24, 6.3e6)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def heavy(self):
        return self.mass > 1e24
print(Planet.EARTH.heavy, Planet.EARTH.mass, Planet((3.3e23, 2.4e6)).name, [p.name for p in Planet])
class Shade(StrEnum):
    DARK = auto()
    LIGHT = "l"
print(Shade.DARK, repr(Shade.LIGHT), Shade.DARK == "dark", Shade("l").name, f"{Shade.DARK:>6}")
class P(IntFlag):
    R = 4
    W = 2
    X = 1
print(P.R | P.W, (P.R | P.W).value, P(7), P.R in P(5), ~P.R & P(7), bool(P(0)), P.R + 1)
try:
    class Sub(Planet):
        pass
except TypeError as e:
    print(e)
print(Planet.EARTH is Planet["EARTH"], hash(Planet.EARTH) == hash("EARTH"), Planet.EARTH == Planet.MERCURY, {Planet.EARTH: 1}[Planet.EARTH])
try:
    Planet["MARS"]
except KeyError as e:
    print(e)
