from array import array
a = array("i", [1, 2, 3])
m = memoryview(a)
print(m.format, m.itemsize, m.nbytes, len(m), m.tolist(), m.shape, m.strides, m.readonly)
m[1:][0] = 77
print(a, m[1:].nbytes, m[::2].tolist())
m[0] = 5
print(a)
try:
    a.append(1)
except BufferError as e: print(e)
try:
    m[0] = 1.5
except TypeError as e: print(e)
try:
    m[0] = 2**40
except (ValueError, OverflowError) as e: print(type(e).__name__, e)
b = m.cast("B")
print(b.nbytes, b[:4].tolist(), b.format)
print(m.obj is a)
m.release(); b.release()
a.append(9)
print(a)
d = memoryview(array("d", [1.5, 2.5]))
print(d.tolist(), d.format, d == array("d", [1.5, 2.5]))
print(bytes(memoryview(array("h", [1, 2]))))
print(memoryview(array("h", [1, 2])).hex())
import sys
print(sys.getsizeof(d))
