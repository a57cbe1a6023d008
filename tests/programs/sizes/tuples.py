import sys
for n in range(0, 6):
    print(n, sys.getsizeof(tuple(range(n))), sys.getsizeof([0] * n))
print(sys.getsizeof((1, (2, 3))), sys.getsizeof(tuple("abc")))
from collections import namedtuple
Point = namedtuple("Point", "x y")
p = Point(1, 2)
print(sys.getsizeof(p), sys.getsizeof((1, 2)), isinstance(p, tuple))
