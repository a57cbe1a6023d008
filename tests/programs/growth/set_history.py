import sys
s = set()
for n in range(30):
    s.add(n)
big = sys.getsizeof(s)
for n in range(28):
    s.remove(n)
print(len(s), sys.getsizeof(s) == big, sys.getsizeof(set(s)), sys.getsizeof(s.copy()), sys.getsizeof(frozenset(s)))
for n in range(100, 140):
    s.add(n)
print(len(s), sys.getsizeof(s))
print([sys.getsizeof(set(range(n))) for n in (0, 4, 5, 8, 18, 19, 20, 76, 77)])
print([sys.getsizeof(frozenset(range(n))) for n in (4, 5, 18, 19)])
print([sys.getsizeof({*range(n)}) for n in (4, 5, 18, 19)], [sys.getsizeof({i for i in range(n)}) for n in (4, 5, 18, 19)])
print(sys.getsizeof(set(range(10)) | set(range(5, 15))), sys.getsizeof(set(range(10)) & set(range(5, 15))), sys.getsizeof(set(range(50)) - set(range(48))))
