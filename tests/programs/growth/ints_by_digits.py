import sys
print([(n, sys.getsizeof(2 ** n)) for n in (0, 1, 29, 30, 59, 60, 89, 90, 119, 120)])
print([sys.getsizeof(10 ** n) for n in range(0, 40, 5)])
print(sys.getsizeof(-(2 ** 30)), sys.getsizeof(2 ** 30 - 1), sys.getsizeof(2 ** 60 - 2 ** 60), sys.getsizeof(True), sys.getsizeof(False))
x = 2 ** 100
print(sys.getsizeof(x >> 90), sys.getsizeof(x - x + 1), sys.getsizeof(x * x), sys.getsizeof(x // 3), sys.getsizeof(int("9" * 30)))
class I(int):
    pass
print(sys.getsizeof(I(1)), sys.getsizeof(I(2 ** 40)))
