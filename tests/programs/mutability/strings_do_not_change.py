s = "hello"
t = s
s += " world"
print(s, t, s is t)
try:
    t[0] = "J"
except TypeError as error:
    print(error)
print(t.replace("h", "j"), t)
print(t.upper(), t, "J" + t[1:])
b = bytearray(t, "ascii")
b[0] = ord("j")
print(b, bytes(b), b.decode())
try:
    b[1] = 256
except ValueError as error:
    print(error)
