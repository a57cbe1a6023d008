from typing import *
import typing, types
T=TypeVar("T"); U=TypeVar("U", bound=int); P=ParamSpec("P")
print(List[int], Dict[str, int], Optional[int], Union[int,str], Union[int], Callable[[int,str],bool], Callable[...,int], Tuple[int,...], Tuple[()], Type[int], Any, ClassVar[int], Final[int], Literal[1,"a"], List["x"], Annotated[int,"m"], NoReturn, Iterable[T], Dict[T,U], T, U, P, List[List[T]][int], Callable[[T],T][int])
print(Union[int,None]==Optional[int], Union[int,int], Union[Union[int,str],float], List[int]==List[int], List[int] is List[int], hash(List[int])==hash(List[int]), Optional[int].__args__, List[int].__origin__, get_origin(List[int]), get_args(Callable[[int],str]), get_origin(Union[int,str]), get_args(Literal[1,2]), get_origin(list[int]), get_args(Annotated[int,1]))
class Stack(Generic[T]):
    def __init__(self): self.items=[]
class IntStack(Stack[int]): pass
print(Stack[int], Stack.__parameters__, Stack[int].__args__, IntStack.__orig_bases__, IntStack.__mro__, Stack[int]().__orig_class__, type(Stack[int]), Stack.__orig_bases__)
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
class Named(Protocol):
    name: str
print(isinstance([], HasLen), isinstance(5, HasLen), issubclass(list, HasLen))
for f in (lambda: isinstance(5, Named), lambda: HasLen(), lambda: List[int,str], lambda: isinstance([], List[int]), lambda: Any(), lambda: Optional[int,str], lambda: Literal(), lambda: Union[()], lambda: Stack[int,str], lambda: Generic[int], lambda: List(), lambda: issubclass(int, Union[int,str]), lambda: isinstance(1, Optional[int]), lambda: IntStack[int], lambda: Final(), lambda: TypeVar("A", int), lambda: Callable[int]):
    try: print(f())
    except TypeError as e: print(type(e).__name__, e)
class NT(NamedTuple):
    x: int
    y: str = "d"
    def m(self): return self.x*2
n=NT(1); print(n, n._asdict(), n.m(), NT.__annotations__, NT._field_defaults, n._replace(x=5), NT.__mro__, NT.__bases__, NT._fields)
P2=NamedTuple("P2",[("a",int),("b",int)]); print(P2(1,2), P2.__annotations__)
class TD(TypedDict, total=False):
    a: int
    b: Required[str]
class TD2(TD):
    c: NotRequired[int]
print(TD(a=1), type(TD(a=1)), TD.__annotations__, sorted(TD.__required_keys__), sorted(TD.__optional_keys__), TD.__total__, sorted(TD2.__optional_keys__), TD2.__bases__)
def f(a: int, b: "str"=None, *args: List[int], **kw: Any) -> Optional["int"]: ...
print(get_type_hints(f), f.__annotations__)
class C:
    x: "int"; y: ClassVar[int]=1
print(get_type_hints(C), cast(int,"x"), NewType("UserId",int)(5), NewType("UserId",int), TYPE_CHECKING)
@overload
def g(x:int)->int: ...
@overload
def g(x:str)->str: ...
def g(x): return x
print(g(1), len(get_overloads(g)))
@final
class F: pass
print(F.__final__, int|None, (int|str).__args__, isinstance(1,int|str), List[int]|None, "x" if False else Optional["C"], ForwardRef("x"))
print(collections.abc.Callable[[int],str] if False else types.GenericAlias(list,(int,)), Iterator, Sequence[int], Mapping[str,int], isinstance([1],Sequence), issubclass(dict,Mapping), typing.Counter[str], DefaultDict[str,int], Deque[int], OrderedDict[str,int], Set[int], FrozenSet[int], Generator[int,None,str], Awaitable[int], SupportsInt, isinstance(5,SupportsInt), isinstance("x", SupportsIndex), AnyStr, Text, IO[str])
