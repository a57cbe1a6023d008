import sys
def first[T](xs: list[T]) -> T: return xs[0]
class Box[T]:
    def __init__(self, v: T): self.v = v
    def get[U](self, d: U) -> T | U: return self.v
class Num[T: (int, float), *Ts, **P]: pass
type Alias[T] = dict[str, T]
type Rec = list[Rec] | None
print(first([1]), first.__type_params__, Box.__type_params__, Box[int], Box[int](3).v, Box.__orig_bases__, Box.get.__type_params__, Num.__type_params__, Num.__type_params__[0].__constraints__, Alias, Alias.__value__, Alias[int], Alias.__type_params__, Rec.__value__, type(Alias).__name__, Box.__parameters__, Box.__mro__, type(Box.__type_params__[0]).__name__)
T = Box.__type_params__[0]; print(T, repr(T), T.__name__, T.__bound__, T.__constraints__, T.__covariant__, T.__infer_variance__)
try: Box[int, str]
except TypeError as e: print(e)
try: Alias()
except TypeError as e: print(e)
try: isinstance([], Alias)
except TypeError as e: print(e)
type Bad = undefined_name
try: Bad.__value__
except NameError as e: print(e)
class Child(Box[str]): pass
print(Child.__orig_bases__, Child.__bases__, Child("a").get(1), issubclass(Child, Box))
class Bounded[S: str]: pass
print(Bounded.__type_params__[0].__bound__)
def outer[T]():
    def inner(): return T
    return inner()
print(outer())
f = lambda: None
print(f.__type_params__, list[int], dict[str, list[int]], tuple[int, ...], int | str, (int | str).__args__, isinstance(1, int | str), list[int].__origin__, type(list[int]), list[int] == list[int], int | None)
