import sys
b = bytearray()
seen = []
for n in range(200):
    b.append(0)
    s = sys.getsizeof(b)
    if not seen or seen[-1][1] != s:
        seen.append((n + 1, s))
print(seen)
b = bytearray(b"x" * 100)
print(sys.getsizeof(b))
b += b"y"
print(sys.getsizeof(b))
b.extend(b"z" * 20)
print(sys.getsizeof(b))
del b[:100]
print(len(b), sys.getsizeof(b))
b.clear()
print(sys.getsizeof(b), sys.getsizeof(bytearray(1)), sys.getsizeof(bytearray(b"")))
