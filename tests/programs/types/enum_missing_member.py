from enum import Enum
class C(Enum):
    A = 1
for n in ("B", "__nope__", "_x_"):
    try: getattr(C, n)
    except AttributeError as e: print(e, e.name)
print(hasattr(C, "B"), getattr(C, "B", 3))
try: C.A.B
except AttributeError as e: print(e)
