import collections.abc as abc
import collections
print(isinstance([], abc.Sequence), isinstance((), abc.MutableSequence), isinstance("", abc.Sequence))
print(isinstance({}, abc.Mapping), isinstance({}.keys(), abc.Set), isinstance({}.values(), abc.Collection))
print(isinstance(set(), abc.Set), isinstance(frozenset(), abc.MutableSet), issubclass(dict, abc.Mapping))
print(isinstance(collections.OrderedDict(), abc.MutableMapping), isinstance(collections.deque(), abc.Sequence))
print(isinstance(range(3), abc.Sequence), isinstance(memoryview(b""), abc.Sequence), isinstance(bytearray(), abc.MutableSequence))
print(isinstance(collections.ChainMap(), abc.Mapping), isinstance(collections.Counter(), abc.MutableMapping))
print(isinstance(iter([]), abc.Iterator), isinstance((x for x in ()), abc.Generator), isinstance(print, abc.Callable))
class Own(abc.Sequence):
    def __getitem__(self, index):
        return [1, 2, 3][index]
    def __len__(self):
        return 3
own = Own()
print(list(own), 2 in own, own.index(3), list(reversed(own)), own.count(1), isinstance(own, abc.Collection))
class Half(abc.MutableMapping):
    pass
try:
    Half()
except TypeError as error:
    print(error)
class Table(abc.MutableMapping):
    def __init__(self): self.data = {}
    def __getitem__(self, key): return self.data[key]
    def __setitem__(self, key, value): self.data[key] = value
    def __delitem__(self, key): del self.data[key]
    def __iter__(self): return iter(self.data)
    def __len__(self): return len(self.data)
table = Table()
table.update(a=1, b=2)
print(dict(table), table.pop("a"), table.setdefault("c", 3), list(table.items()), table.keys() & {"c"}, table == {"b": 2, "c": 3})
import numbers, decimal, fractions
print(isinstance(1, numbers.Rational), isinstance(1.0, numbers.Complex), isinstance(decimal.Decimal(1), numbers.Number), isinstance(fractions.Fraction(1), numbers.Real), isinstance(True, numbers.Integral))
