from __future__ import annotations
import typing
def f(x: undefined_type, *, y: int = 1) -> list[str]:
    z: float = 2
    w: "later"
    return [x, y, z]
print(f(1), f.__annotations__)
a: int = 5
b: str
print(__annotations__, "b" in globals())
class C:
    x: int
    y: str = "y"
print(C.__annotations__, hasattr(C, "x"))
print(typing.get_type_hints(C))
