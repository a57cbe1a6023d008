import sys
from array import array
a = array("i")
last = sys.getsizeof(a)
print(last, a.itemsize)
for n in range(40):
    a.append(n)
    if sys.getsizeof(a) != last:
        last = sys.getsizeof(a)
        print(len(a), last)
print(sys.getsizeof(array("d", [1.0] * 10)), sys.getsizeof(array("b", range(10))), array("u", "abc").itemsize)
print(a[:3], a.typecode, sum(a), array("d", [1, 2.5]).tolist())
