import sys
last = None
for bits in range(0, 200, 7):
    size = sys.getsizeof(1 << bits)
    if size != last:
        print(bits, size)
        last = size
print(sys.getsizeof(0), sys.getsizeof(-1), sys.getsizeof(-2 ** 30), sys.getsizeof(2 ** 30 - 1))
print(sys.int_info.bits_per_digit, sys.int_info.sizeof_digit)
