import sys
base = sys.getsizeof("")
s = ""
for ch in ("a", "b", "é", "c", "€", "d", "😀", "e"):
    s += ch
    print(len(s), sys.getsizeof(s), sys.getsizeof(s) - base)
print(sys.getsizeof(s[:2]), sys.getsizeof(s[:3]), sys.getsizeof(s[3:4]), sys.getsizeof(s[4:5]), sys.getsizeof(s[-1:]), sys.getsizeof(s.replace("😀", "")))
print(sys.getsizeof("é"), sys.getsizeof("éé"), sys.getsizeof(chr(255) * 3), sys.getsizeof(chr(256) * 3), sys.getsizeof("a" + chr(0x1F600)))
print(sys.getsizeof("abc".encode()), sys.getsizeof("é".encode()), sys.getsizeof(str(10 ** 10)), sys.getsizeof(repr([1, 2])))
