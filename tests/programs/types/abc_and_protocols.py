from abc import ABC, abstractmethod
from collections.abc import Iterable, Sized, Hashable, Callable, Container, Mapping, MutableSequence, Iterator
class L:
    def __len__(self):
        return 1
    def __iter__(self):
        return iter("a")
    def __contains__(self, x):
        return False
print(isinstance(L(), Sized), isinstance(L(), Iterable), isinstance(L(), Container), isinstance(L(), Mapping), isinstance([], Hashable), isinstance((), Hashable), isinstance(len, Callable), isinstance(iter([]), Iterator))
class MyList(MutableSequence):
    def __init__(self, *a):
        self.d = list(a)
    def __getitem__(self, i):
        return self.d[i]
    def __setitem__(self, i, v):
        self.d[i] = v
    def __delitem__(self, i):
        del self.d[i]
    def __len__(self):
        return len(self.d)
    def insert(self, i, v):
        self.d.insert(i, v)
m = MyList(3, 1)
m.append(2); m.extend([9]); m += [8]
print(list(m), m.pop(), m.index(1), 2 in m, list(reversed(m)), m.count(3))
m.reverse(); m.remove(9)
print(m.d)
class Meta(ABC):
    @classmethod
    def __subclasshook__(cls, c):
        return hasattr(c, "quack")
class Duck:
    def quack(self):
        pass
print(issubclass(Duck, Meta), isinstance(5, Meta))
