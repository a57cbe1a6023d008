b = b"hello"
print(b, b[0], b[1:3], list(b), b + b"!", b * 2, b.upper(), b.find(b"l"), b.split(b"l"), b.hex(), b.hex("-"), bytes(3), bytes([65, 66]))
ba = bytearray(b)
ba[0] = 72
ba.append(33)
ba.extend(b"??")
ba += b"x"
ba[1:3] = b"EL!"
print(ba, len(ba), ba.pop(), bytes(ba), ba.decode(), ba.count(b"l"), b"".join([b"a", b"b"]))
m = memoryview(ba)
print(m[0], m[1:3].tobytes(), m.nbytes, m.format, m.readonly, memoryview(b"a").readonly)
try:
    ba.append(1)
except BufferError as e:
    print(e)
m.release()
ba.append(1)
print(ba, (258).to_bytes(2, "big"), (258).to_bytes(4, "little"), int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\xff", "big", signed=True))
print(b"%d %s" % (1, b"x"), b"abc" == "abc", b"a" < b"b", b"\x00\xff\n'", bytes("é", "utf-8"), b"a,b".split(b","), b" x ".strip())
