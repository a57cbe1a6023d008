import sys
class C:
    pass
def size(n):
    c = C()
    for i in range(n):
        setattr(c, f"a{i}", i)
    return sys.getsizeof(c), sys.getsizeof(c.__dict__)
print([size(n) for n in (0, 1, 2, 5, 6, 10)])
print([size(n) for n in (10, 2, 0)])
class S:
    __slots__ = tuple("abcdef")
print(sys.getsizeof(S()), sys.getsizeof(C()), sys.getsizeof(S), sys.getsizeof(C))
class D(dict):
    pass
class L(list):
    __slots__ = ()
print(sys.getsizeof(D()), sys.getsizeof(L()), sys.getsizeof(L([1, 2, 3])))
