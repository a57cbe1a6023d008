# The type-parameter syntax of 3.12.
def first[T](items: list[T]) -> T:
    return items[0]
class Box[T]:
    def __init__(self, item: T):
        self.item = item
type Pair[A] = tuple[A, A]
print(first([1, 2]), Box("x").item, Pair, first.__type_params__, Box.__type_params__)
print(Box[int], Pair[int], Pair.__value__)
