import ctypes, sys
text = "abc"
raw = ctypes.string_at(id(text), sys.getsizeof(text))
print(len(raw), raw[-4:], raw[16:24])
t = "héé"; raw = ctypes.string_at(id(t), sys.getsizeof(t)); print(raw[-4:], len(raw))
t = "h\u1234"; raw = ctypes.string_at(id(t), sys.getsizeof(t)); print(raw[-6:], len(raw))
n = 123456789123456789
raw = ctypes.string_at(id(n), sys.getsizeof(n)); print(raw[16:])
f = 1.5
raw = ctypes.string_at(id(f), sys.getsizeof(f)); print(raw[16:])
b = b"hello"
raw = ctypes.string_at(id(b), sys.getsizeof(b)); print(raw[16:24], raw[32:])
l = [1, 2]
raw = ctypes.string_at(id(l), 40); print(raw[16:24], raw[32:40])
t = (1, 2)
print(int.from_bytes(ctypes.string_at(id(t) + tuple.__basicsize__, 8), "little") == id(1))
print(ctypes.c_void_p.from_address(id(t) + 8).value == id(tuple))
print(ctypes.c_ssize_t.from_address(id(l)).value)
k = l
print(ctypes.c_ssize_t.from_address(id(l)).value)
print(ctypes.cast(id(l), ctypes.py_object).value is l)
