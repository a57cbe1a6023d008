from dataclasses import dataclass, field, KW_ONLY, InitVar
@dataclass
class Base:
    id: int
    kind: str = "base"
@dataclass
class Derived(Base):
    kind: str = "derived"
    _: KW_ONLY
    flag: bool = False
    scale: InitVar[int] = 2
    size: int = field(init=False, repr=False, default=0)
    def __post_init__(self, scale):
        self.size = self.id * scale
d = Derived(3, flag=True, scale=5)
print(d, d.size, Derived.__match_args__)
match d:
    case Base(i, k):
        print(i, k)
@dataclass(slots=True, eq=False)
class S:
    a: int = 1
s = S()
print(s, s == S(), hasattr(s, "__dict__"))
try:
    s.b = 2
except AttributeError as e:
    print(type(e).__name__)
