# strings: kinds, caches, += and join
import sys
print([sys.getsizeof("a" * n) for n in (0, 1, 7, 8, 100)], [sys.getsizeof("é" * n) for n in (1, 2, 10)], [sys.getsizeof("\u20ac" * n) for n in (1, 2, 10)], [sys.getsizeof("\U0001f600" * n) for n in (1, 2, 10)])
s = "abc" * 10; n = sys.getsizeof(s); s.encode(); print(sys.getsizeof(s) == n); t = "é" * 10; n = sys.getsizeof(t); t.encode("utf-8"); print(sys.getsizeof(t) - n); str.isidentifier(t); hash(t); print(sys.getsizeof(t) - n)
a = "é" + "a" * 50; b = a[1:]; print(sys.getsizeof(a), sys.getsizeof(b), b.isascii(), sys.getsizeof(a.encode("latin-1").decode("latin-1")))
print(sys.getsizeof("a" * 50 + "€"), sys.getsizeof(("a" * 50 + "€")[:50]), sys.getsizeof("".join(["a"] * 50)), sys.getsizeof("%s" % ("a" * 50)))
x = "spam"; y = "sp" + "am"; z = "".join(["sp", "am"]); print(x is y, x is z, sys.intern(z) is x, z is x)
print("a b".split()[0] is "a", "ab"[0] is "a", "abc"[1:2] is "b", chr(97) is "a", "%c" % 97 is "a", "a,b".partition(",")[0] is "a", list("ab")[0] is "a", next(iter("ab")) is "a", bytes(b"a").decode() is "a")
print("hello" is "hello", "hello world" is "hello world", "hi!" is "".join("hi!"))
def grow(n):
    s = ""; ids = set()
    for i in range(n): s += "x"; ids.add(id(s))
    return len(s), sys.getsizeof(s)
print(grow(100), grow(1000))
k = {"key": 1}; j = "".join(["k", "ey"]); print(j in k, k[j], [q for q in k][0] is "key", [q for q in k][0] is j)
class A: attr = 1
print([q for q in A.__dict__ if q == "attr"][0] is "attr", "attr" in A.__dict__)
print(str(123) is str(123), repr("a") is repr("a"), str(1.5) is str(1.5), f"{1}" is f"{1}", str("q") is "q", str(True) is str(True), "{}".format("x") is "x", "ab".upper() is "AB", "AB".upper() is "AB", "a".upper() is "A", "" is "".join([]), " ".strip() is "", "abc".replace("b", "b") is "abc")
b = b"abc"; print(b is b"abc", b[0:1] is b"a", bytes([97]) is b"a", b[0] is 97, sys.getsizeof(b), b"" is bytes(), bytes(3) is bytes(3), bytearray(b) is b)
print(sys.getsizeof(sys.intern("zq" * 5)), len({id(c) for c in "aaa"}), len({id(c) for c in "\u0100\u0100"}), len({id(str(i)) for i in range(10)}) > 1)
u = "ab\u0101"; v = u[:2]; print(sys.getsizeof(u), sys.getsizeof(v), v is "ab"); w = u.replace("\u0101", "c"); print(sys.getsizeof(w), w.isascii())
print("a\nb".splitlines()[0] is "a", "aXb".lower(), "ß".upper(), len("ß".upper()), sys.getsizeof("ß"), sys.getsizeof("ß".upper()))
