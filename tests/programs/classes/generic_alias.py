from typing import Generic, TypeVar, Optional, Union
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self):
        self.items: list[T] = []
    def push(self, item: T) -> None:
        self.items.append(item)
    def pop(self) -> T:
        return self.items.pop()
s = Stack[int]()
s.push(1)
print(s.pop(), list[int], dict[str, list[int]], Stack[int])
print(list[int].__origin__, list[int].__args__, list[int]([1, 2]))
print(int | None, isinstance(5, int | str), Optional[int] == Union[int, None])
def f(x: int, y: "str" = "a") -> list[int]:
    return [x]
print(f.__annotations__, T)
