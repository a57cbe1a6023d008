import sys
b = bytearray()
last = sys.getsizeof(b)
print(0, last)
for n in range(60):
    b.append(n)
    if sys.getsizeof(b) != last:
        last = sys.getsizeof(b)
        print(len(b), last)
print(sys.getsizeof(bytearray(10)), sys.getsizeof(bytearray(b"0123456789")), sys.getsizeof(b"0123456789"))
del b[5:]
print(len(b), sys.getsizeof(b))
b.clear()
print(sys.getsizeof(b))
