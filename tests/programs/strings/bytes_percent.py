class B:
    def __bytes__(self): return b"BB"
class I:
    def __index__(self): return 65
d = {b'k': b'v', b'n': 5}
for t, a in [(b"%s", b"x"), (b"%b|%s", (b"x", bytearray(b"y"))), (b"%s", B()), (b"%s", "x"), (b"%s", 5), (b"%s", (1,)), (b"%d %i %u", (1, 2.7, True)), (b"%5d|%-5d|%05d|%+d|% d", (1,)*5), (b"%x %X %#x %o %#o", (255,)*5), (b"%.2f %e %g", (1.5, 2.5, 3.5)), (b"%c%c%c", (65, b"B", bytearray(b"C"))), (b"%c", 256), (b"%c", -1), (b"%c", "a"), (b"%c", b"ab"), (b"%a %r", ("é", b"x")), (b"%10s|%-10s|%.2s", (b"abc",)*3), (b"%(k)s %(n)d", d), (b"%(z)s", d), (b"%%", ()), (b"%s %s", (b"a",)), (b"%s", (b"a", b"b")), (b"%y", 1), (b"%", 1), (b"%d", "x"), (b"%d", b"1"), (b"%x", 1.5), (b"%*d", (5, 3)), (b"%.*f", (2, 3.14159)), (b"%s", None), (b"%c", I()), (b"%s", memoryview(b"mv")), (b"\xff%d\x00", 3), (b"abc", 5), (b"abc", ()), (b"abc", {}), (b"%(k)s", 1), (b"%f", "x"), (b"%c", 1.5), (b"%5c|%-3c|", (65, 66)), (b"%s", []), (b"%5%|", ()), (b"%ld", 3), (b"%(k", d), (b"%.3d", 5), (b"%r", [1, "a\u1234"]), (b"%i", 10**20), (b"%x", -255), (b"%s %(k)s", d)]:
    try: print(t, a if not isinstance(a, (B, I, memoryview)) else type(a).__name__, "->", t % a, bytearray(t) % a)
    except Exception as e: print(t, "->", type(e).__name__, e)
x = bytearray(b"%d"); x %= 5; print(x)
print(type(b"%s" % b"x"), b"%s" % b"same", 1 if b"" % () == b"" else 0)
