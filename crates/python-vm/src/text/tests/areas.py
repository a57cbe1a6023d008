"""The cases that record.py asks: by area, fixed ones and random ones.

A generator yields (call, argument, ...) and gives the same cases in every release for one seed.
"""
import math
import struct

INF, NAN = float("inf"), float("nan")


def hexfloat(x):
    return x.hex()


def pair(values):
    return " ".join(repr(value) for value in values)


CALLS = {
    # float
    "float_repr": repr,
    "float_parse": float,
    "float_hex": float.hex,
    "float_fromhex": float.fromhex,
    "float_round": round,
    "float_round_int": round,
    "float_ratio": lambda x: pair(x.as_integer_ratio()),
    "float_divmod": lambda x, y: pair(divmod(x, y)) if y else "zero",
    "float_pow": lambda x, y: power(x, y),
    # int
    "int_parse": int,
    "int_str": str,
    "int_bases": lambda n: " ".join([bin(n), oct(n), hex(n)]),
    "int_divmod": lambda a, b: pair(divmod(a, b)) if b else "zero",
    "int_shl": lambda a, b: a << b,
    "int_shr": lambda a, b: a >> b,
    "int_pow": lambda a, b: a ** b,
    "int_pow_mod": pow,
    "int_true_div": lambda a, b: a / b,
    "int_float": float,
    "int_from_float": int,
    "int_compare_float": lambda n, x: "%d%d%d" % (n < x, n == x, n > x),
    "int_bits": lambda n: "%d %d" % (n.bit_length(), bin(n).count("1")),
    "int_round": round,
    "int_to_bytes": lambda n, length, order, signed: n.to_bytes(length, order, signed=signed == "s").hex(),
    "int_from_bytes": lambda b, order, signed: int.from_bytes(b, order, signed=signed == "s"),
    "int_isqrt": math.isqrt,
    "int_gcd": math.gcd,
    # format
    "format_int": format,
    "format_bool": format,
    "format_float": format,
    "format_str": format,
    "format_complex": lambda real, imaginary, spec: format(complex(real, imaginary), spec),
    "percent_int": lambda t, n: t % n,
    "percent_float": lambda t, x: t % x,
    "percent_str": lambda t, s: t % s,
    "percent_tuple": lambda t, *args: t % args,
    "percent_dict": lambda t, key, value: t % {key: value},
    "str_format": lambda t, *args: t.format(*args, a="A", b="6"),
    "str_format_pieces": lambda t: pieces(t),
    # repr
    "str_repr": repr,
    "str_ascii": ascii,
    "bytes_repr": repr,
}


def power(x, y):
    try:
        result = x ** y
    except OverflowError as error:
        if "complex" in str(error):
            return "complex"
        raise
    return "complex" if isinstance(result, complex) else repr(result)


def pieces(template):
    import _string
    out = []
    for literal, name, spec, conversion in _string.formatter_parser(template):
        out.append("%s|%s|%s|%s" % (literal, name, spec, conversion))
    return "\n".join(out)


def any_float(r):
    kind = r.randrange(9)
    if kind == 8:
        return r.getrandbits(53) / (1 << r.randint(0, 12))
    if kind == 0:
        return struct.unpack("<d", struct.pack("<Q", r.getrandbits(64)))[0]
    if kind == 1:
        return r.choice([0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 3.0, 1e16, 1e15, 1e22, 1e23, 5e-324, 1e-5, 1e-4, 2.5, INF, -INF, NAN, 1.7976931348623157e308])
    if kind == 2:
        return math.ldexp(r.choice([1, -1]) * r.random(), r.randint(-1080, 1024))
    if kind == 3:
        return float(r.randint(-10 ** 6, 10 ** 6))
    if kind == 4:
        return r.randint(-10 ** 6, 10 ** 6) / 10 ** r.randint(0, 6)
    if kind == 5:
        return r.randint(-1000, 1000) / 8
    if kind == 6:
        return math.ldexp(1.0, r.randint(-1074, 1023))
    return r.uniform(-100, 100)


def any_int(r):
    kind = r.randrange(6)
    if kind == 0:
        return r.randint(-10, 10)
    if kind == 1:
        return r.randint(-10 ** 6, 10 ** 6)
    if kind == 2:
        return r.choice([-1, 1]) * (1 << r.randint(0, 200)) + r.randint(-2, 2)
    if kind == 3:
        return r.choice([2 ** 63, 2 ** 63 - 1, -2 ** 63, -2 ** 63 - 1, 2 ** 53, 2 ** 53 + 1, 2 ** 1024, 2 ** 1024 - 2 ** 970, 2 ** 1024 - 2 ** 970 - 1])
    if kind == 4:
        return r.choice([-1, 1]) * r.getrandbits(r.randint(1, 1100))
    return r.choice([-1, 1]) * r.getrandbits(64)


def any_of(r, alphabet, longest):
    return "".join(r.choice(alphabet) for _ in range(r.randint(0, longest)))


def floats(count, r):
    shown = [0.0, -0.0, 1.0, 0.1, 1e16, 1e15, 9999999999999998.0, 123456789012345680.0, 0.0001, 0.00001, 1e22, 1e23, 5e-324, 2.2250738585072014e-308,
             1.7976931348623157e308, INF, -INF, NAN, 1542277297148262.25, 2.0 ** -44, 2.0 ** 70, 100.0, 1e100, 1.5, -2.675, 3.0, 9007199254740993.0]
    for x in shown:
        yield "float_repr", x
        yield "float_hex", x
        yield "float_ratio", x
        yield "float_round_int", x
        yield "int_from_float", x
    for text in ["", " ", "x", "1", " 1_0.5_1e1_0 ", "1_", "_1", "1__0", "1._5", "1_.5", "1e_5", "1_e5", "inf", "-Infinity", "nan", "+NaN", "infi", "in_f",
                 "0x1p3", "1e400", "-1e400", "1e-400", "\u0663.\u0663", ".", ".5", "5.", "1e", "e5", "1e+", "1e+5", "1 2", "\u20001", "1\x00", "\x1f1", "--1", "+-1",
                 "2.4703282292062327e-324", "2.4703282292062328e-324", "9007199254740993", "\u00b2", "1.e1", "iNf", "infinityx", "\u06601_0"]:
        yield "float_parse", text
    for text in ["", "0x", "1", "0x1.8p3", "-0x.8", "0x1p1024", "0x1p-1080", "inf", "NaN", "infx", "1.p", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023",
                 " 0x1 ", "0x1p99999999999999999999", "0x1p-99999999999999999999", "0x0p99999999999999999999", "1_0", "0x1.8p", "0x1p+3", "0xg", "+0X1P3", "0x1p-1074", "0x1p-1075", "0x1.8p-1075",
                 "0x1.00000000000008p0", "0x1.00000000000018p0", "0x0.0000000000000000000000001p100", ".", "0x.", "-", "0x1..0", "1p1.0"]:
        yield "float_fromhex", text
    for x, n in [(2.5, 0), (2.675, 2), (1e308, -308), (1.5e308, -308), (5e-324, 400), (123.456, -400), (INF, 2), (NAN, 2), (-0.4, 0), (0.5, 0), (1.5, 0), (25.0, -1), (35.0, -1),
                 (5.0, -1), (4.999, -1), (50.0, -2), (50.1, -2), (1e22, -22), (1e23, -22), (1.0, 323), (1.0, 324), (9.5, -1), (-1250.0, -2), (0.0, -5), (999999.5, 0), (1e16 + 2, -1)]:
        yield "float_round", x, n
    for x in [0.0, -0.0, 1.0, -1.0, 5.0, -5.0, 0.3, -0.3, INF, -INF, NAN, 1e308, 1e-20, 0.5, 2.5, 3.0, -3.0]:
        for y in [0.0, -0.0, 1.0, -1.0, 3.0, -3.0, 0.3, -0.3, INF, -INF, NAN, 2.5, 0.5, 400.0]:
            yield "float_divmod", x, y
            yield "float_pow", x, y
    for _ in range(count):
        x, y = any_float(r), any_float(r)
        yield "float_repr", x
        yield "float_hex", x
        yield "float_ratio", x
        yield "float_round_int", x
        yield "float_round", x, r.choice([0, 1, 2, 3, -1, -2, -3, r.randint(-330, 340)])
        yield "float_divmod", x, y
        yield "float_pow", x, y
        yield "float_fromhex", x.hex()
        yield "float_fromhex", "0x%s.%sp%d" % (any_of(r, "01f8", 3), any_of(r, "01f8", 20), r.randint(-1100, 1030))
        yield "float_parse", any_of(r, "0159.e+-_ n", 7)
        yield "float_parse", "%d.%de%d" % (r.randint(0, 10 ** 20), r.getrandbits(60), r.randint(-340, 310))


def ints(count, r):
    for text, base in [("", 10), ("x", 10), ("1_", 10), ("_1", 10), ("1__2", 10), ("1_2", 10), ("0x1f", 16), ("0x1f", 0), ("010", 0), ("0_7", 0), ("0o17", 0), ("0x_1", 0), ("0x_1", 16),
                       ("0x", 16), ("1", 1), ("1", 37), ("1", -1), (" 12 ", 10), ("1 2", 10), ("\u0663", 10), ("\u00b2", 10), ("9" * 4301, 10), ("9" * 4300, 10), ("1" * 5000, 3),
                       ("0" * 5000, 10), ("z", 36), ("\n1", 10), ("\x1f1", 10), ("1\x00", 10), ("-", 10), ("- 1", 10), ("+-1", 10), ("+1", 10), ("0b2", 0), ("0b", 0),
                       ("00", 0), ("0_0", 0), ("-0x10", 0), ("0b1", 16), ("0b1", 2), ("0B_1", 2), ("0x__1", 0), ("0xg", 0), ("\u20001", 10), ("Z", 36), ("-0", 10), ("1\u3000", 10), ("0", 0)]:
        yield "int_parse", text, base
    for n in [0, 1, -1, 10 ** 4299, 10 ** 4300 - 1, 10 ** 4300, -10 ** 4300 + 1, -10 ** 4300, 10 ** 6000, 2 ** 64]:
        yield "int_str", n
    for n, k in [(5, -1), (15, -1), (25, -1), (-15, -1), (-25, -1), (1250, -2), (10 ** 50 + 5, -1), (5, -99), (5, 3), (-5, -1), (50, -2), (150, -2), (99, -2)]:
        yield "int_round", n, k
    for a, b in [(1, -1), (0, 10 ** 30), (-1, 10 ** 30), (1, 0), (5, 63), (1, 62), (1, 63), (-1, 63), (-1, 64), (3, 100)]:
        yield "int_shr", a, b
        if b < 10 ** 9 or a == 0:
            yield "int_shl", a, b
    for args in [(2, -1, 5), (2, -1, 4), (2, 3, 0), (2, 3, -5), (2, 3, 1), (2, -1, 1), (0, -1, 5), (-2, 3, 5), (-2, 3, -5), (2, -3, -7), (0, 0, 1), (0, 0, 5), (3, 10 ** 20, 10 ** 9 + 7)]:
        yield ("int_pow_mod",) + args
    for a, b in [(1, 0), (0, 1), (0, -1), (10 ** 400, 3), (3, 10 ** 400), (10 ** 400, 10 ** 399), (-1, 3), (2 ** 53 + 1, 1), (2 ** 1024, 1), (2 ** 1024 - 2 ** 970 - 1, 1), (2 ** 1024 - 2 ** 970, 1),
                 (1, 2 ** 1074), (1, 2 ** 1075), (3, 2 ** 1076), (-3, 2 ** 1075)]:
        yield "int_true_div", a, b
    for n, x in [(2 ** 53 + 1, 2.0 ** 53), (1, 1.5), (1, 0.5), (-1, -1.5), (0, -0.0), (0, NAN), (10 ** 400, INF), (-10 ** 400, -INF), (10 ** 400, 1e308), (2 ** 53, 2.0 ** 53), (2 ** 63 - 1, 2.0 ** 63), (0, 5e-324)]:
        yield "int_compare_float", n, x
    for n, length, signed in [(0, 0, "u"), (0, 0, "s"), (-5, 2, "u"), (-5, 2, "s"), (300, 1, "u"), (-129, 1, "s"), (-128, 1, "s"), (128, 1, "s"), (127, 1, "s"), (255, 1, "u"), (1, 8, "u")]:
        for order in ["big", "little"]:
            yield "int_to_bytes", n, length, order, signed
    for b in [b"", b"\x80", b"\x00\x80", b"\xff\xff", b"\x01\x02\x03"]:
        for order in ["big", "little"]:
            for signed in "us":
                yield "int_from_bytes", b, order, signed
    for n in [-1, 0, 1, 3, 4, 10 ** 40, 10 ** 40 - 1]:
        yield "int_isqrt", n
    for _ in range(count):
        a, b = any_int(r), any_int(r)
        yield "int_parse", any_of(r, "0017afz_xob -", 6), r.choice([0, 0, 2, 8, 10, 16, 36])
        yield "int_str", a
        yield "int_bases", a
        yield "int_divmod", a, b
        yield "int_shl", a, r.randint(-3, 200)
        yield "int_shr", a, r.randint(-3, 200)
        yield "int_pow", r.randint(-20, 20), r.randint(0, 40)
        yield "int_pow_mod", a, b, any_int(r)
        yield "int_true_div", a, b
        yield "int_float", a
        yield "int_compare_float", a, r.choice([any_float(r), float(a) if abs(a) < 2 ** 1023 else 0.0])
        yield "int_bits", a
        yield "int_round", a, -r.randint(0, 30)
        yield "int_to_bytes", a, r.randint(1, 9), r.choice(["big", "little"]), r.choice("us")
        yield "int_from_bytes", bytes(r.getrandbits(8) for _ in range(r.randint(0, 10))), r.choice(["big", "little"]), r.choice("us")
        yield "int_isqrt", abs(a)
        yield "int_gcd", a, b


SPECS = """
5|<5|>5|^7|=7|*^7|z|+|-| |#|0|05|08.3|.3|.|,|_|,.2f|_.2f|,d|_d|_x|_b|,x|d|b|o|x|X|c|n|e|f|F|g|G|%|s|5s|.2s|=5s|+s| s|#s|zs|05s|010s|,s|_s|y|dd|5 |5.3d|.3d|+c|,c|#c|#x|#X|#b|#o|#_x|+#010x|z.1f|zd|,,d|__d|,_d|_,d|.3,f|._f|.,f|.3_f|.3,|._
_.3_f|,.6,f|.3,_f|.3_,f|.3,d|.3_x|.,s|.,n|.3,n|._e|.3_%|.1,c|,.|,.,|99999999999999999999|.99999999999999999999|}<5|{<5|\u00e9^9|0<5|<05|>05d|=05d|^05|0=5|\t|012,|012,d|012_x|#012_x|012,.2f|020,.3,f|020.6,f|020.6_f|N|i|r|10.|!r|c5|+5|+ 5|  5|> 5
.0f|#.0f|.0g|#g|#.3g|.20f|.0e|%5|z+d|+zd|zx|\u1234|.5c|5c|^5c|\U0001f600y|+.1|z|z.0|z.0g|zg|-010.2f|\u06635|\u0665.\u0662f|= 10|x=10d|x=+#12x|013,|014,|015,|016,|08_b|09_b|010_b|#010_b|+08,|<08,|=+10,.1f|020|+020| 020g|E|020E|#.0e|.0%|020,%|,.3%
"""


def specs():
    return [spec for spec in SPECS.replace("\n", "|").split("|") if spec]


def any_spec(r):
    out = r.choice(["", "", "<", ">", "^", "=", "*<", "0=", "x^", "0>"]) + r.choice(["", "", "+", "-", " "]) + r.choice(["", "", "", "z"]) + r.choice(["", "", "#"]) + r.choice(["", "", "0"])
    out += r.choice(["", str(r.randint(0, 30))]) + r.choice(["", "", ",", "_"]) + r.choice(["", "", "." + str(r.randint(0, 20))]) + r.choice(["", "", "", "", ",", "_"])
    return out + r.choice(["", "d", "f", "g", "e", "x", "b", "o", "X", "%", "F", "G", "E", "n", "s", "c"])


def format_specs(count, r):
    for spec in specs():
        for n in [1234567, -3]:
            yield "format_int", n, spec
        for x in [1234567.891, -0.0, INF]:
            yield "format_float", x, spec
        yield "format_str", "ab\u00e9", spec
        yield "format_complex", 1.0, -2.5, spec
        yield "format_complex", 0.0, 1234.5, spec
    for spec in ["5", "s", "d", ".1", "05.2f", ",", "c"]:
        yield "format_bool", True, spec
    for n in [0x41, -1, 0x110000, 10 ** 30, 0x1f600]:
        for spec in ["c", "5c", "<5c", "05c", "^5c"]:
            yield "format_int", n, spec
    for n in [10 ** 400, 10 ** 5000]:
        for spec in ["f", "d", "x", ",", "n", "c"]:
            if n < 10 ** 1000 or spec not in "x":
                yield "format_int", n, spec
    for _ in range(count):
        yield "format_int", any_int(r), any_spec(r)
        yield "format_float", any_float(r), any_spec(r)
        yield "format_float", any_float(r), any_spec(r)
        yield "format_str", any_of(r, "ab\u00e9\u4e2d", 6), any_spec(r)
        yield "format_complex", any_float(r), any_float(r), any_spec(r)


def percents(count, r):
    for t in ["%d", "%i", "%u", "%x", "%X", "%o", "%c", "%f", "%e", "%s", "%r", "%a", "%y", "%5d|", "%-5d|", "%05d|", "%+d", "% d", "%#x", "%#X", "%#o", "%.3d", "%8.3d|", "%-8.3d|", "%08.3d|", "%#010x|",
              "%+ d", "% +d", "%#.3x", "%5c|", "%-5c|", "%.0c|", "%.0s|", "%5.1s|", "%+s|", "%05s|", "%#s", "%ld", "%lld", "%hd", "%Ld", "%qd", "%5%", "%-5%|", "%%", "%", "a%", "%l", "%(a)s", "%(a", "%*d",
              "%.*d", "%99999999999999999999d", "%.99999999999999999999d", "%.2147483648d", "%'", "%\u1234", "%\u0378", "%~", "%z %d", "%d %y", "x", "", "%5", "%.", "%-", "%.f", "%.d", "%(a)(b)s", "%-+ #05.2hd|"]:
        for n in [65, -7]:
            yield "percent_int", t, n
        for x in [1.5, -123456.789]:
            yield "percent_float", t, x
        for s in ["a", "\u00e9'"]:
            yield "percent_str", t, s
        yield "percent_tuple", t
        yield "percent_tuple", t, 3, "x"
        yield "percent_tuple", t, "x", 3
        yield "percent_dict", t, "a", 5
        yield "percent_dict", t, "a", "x"
    for t in ["%d", "%x", "%f", "%e", "%g", "%E", "%.0f", "%#.0f", "%010.2f", "%s", "%i", "%c"]:
        for x in [0.0, -0.0, INF, -INF, NAN, -1e100, 2.5]:
            yield "percent_float", t, x
        for n in [0, 2 ** 70, -2 ** 70, 10 ** 400]:
            yield "percent_int", t, n
    for t in ["%(a)s", "%(a)s %s", "%s %(a)s", "%(a)d %(a)s", "%(b)s", "%(a(b)c)s", "%(a(b)s", "%()s", "%(a)", "%(a)%", "%%(a)s", "%(a)*d", "%(a).*d", "%*(a)d", "%*d", "%(a)5s|", "%d", "%(a)y", "%(a) %", "%s %s", "%(a)s%%", "%"]:
        yield "percent_dict", t, "a", 5
        yield "percent_dict", t, "a", "x"
        yield "percent_dict", t, "a(b)c", "y"
        yield "percent_dict", t, "", "y"
    for t, args in [("%*d|", (5, 3)), ("%*d|", (-5, 3)), ("%.*f", (2, 3.14159)), ("%.*f", (-2, 3.14159)), ("%*.*f|", (9, 2, 3.14159)), ("%*d", ("x", 1)), ("%.*d", (1.5, 1)), ("%d %d", (1, "x")), ("%s %s", (1,)),
                    ("%s", (1, 2)), ("", (1,)), ("%s%%", (1, 2)), ("%*d", (2 ** 70, 1)), ("%.*d", (2 ** 40, 1)), ("%.*d", (2 ** 70, 1)), ("%*d", (3,)), ("%*y", (3, 1)), ("%*y", ()), ("%c%c", ("a", 10 ** 30)), ("%c", (-1,)), ("%c", ("ab",)), ("%x", (1.5,)), ("%(a)s", (1,)), ("%*", (1,)), ("%.*", (1,)), ("%*%", (1,)), ("%*%", (1, 2))]:
        yield ("percent_tuple", t) + args
    for _ in range(count):
        flags = any_of(r, "-+ #0", 3)
        t = "%" + flags + r.choice(["", str(r.randint(1, 20))]) + r.choice(["", "", "." + str(r.randint(0, 12))])
        yield "percent_int", t + r.choice("diuxXoseEfFgGcra"), r.choice([any_int(r), r.randint(-1000, 1000)])
        yield "percent_float", t + r.choice("diueEfFgGsr"), any_float(r)
        yield "percent_str", t + r.choice("srac"), any_of(r, "ab\u00e9'", 5)
        yield "percent_tuple", any_of(r, "%%%%d.*5s(a) x-", 8), r.randint(0, 9), "x", r.randint(0, 9)
        yield "percent_dict", any_of(r, "%%%(a)(a)sd.*5x", 9), "a", r.randint(0, 9)


def str_formats(count, r):
    for t in """{|}|{}|{{}}|{0}|{0}{}|{}{0}|{a}|{!r}|{!}|{!x}|{!rr}|{0!r:>10}|{:{}}|{:{}{}}|{:{:{}}}|{0|{0!|{0!r|{0:|{0[|{0[}|{0[]}|{0.}|{0[a]b}|{0..x}|{-1}|{01}|{1}|{5}|{ 0}|{0 }|{a b}|{[0]}|{0[0][1]}|{0[-1]}
{99999999999999999999999}|{0[99999999999999999999999]}|}{|{a}}|{{a}|{:}}|{:}{|{!r:}|{a!s:{b}}|{0:{0}[}]}}|{a{b}}|{0!r }|{:{}:{}}|{a[}]}|{a[{]}|{:}}}|{!{}}|{a:{b!r}}|{a.}|{a[}|{\u0663}|{a[x}]}|{a[[]}|{a:{{}}}|{0!\u00e9}|{0!r:|{:{|{:{}|{!r|a}b|{0}}|{0[0}|{0[0]|{0.x|{0[0].
{:\u1234}|{0[0]x}|{a!}|{a!:}|{!:}|x{}y{}z|{}{}{}{}|{!a}{!s}|{:>5}|{0:*^{1}}|{:{b}}|{0:{b}}{}|{\u00e9}|{0!\x01}|{a[0}b]}|{a]}|{a]b[c}|{0:{1:{2}}}|{}}{{}|{{{}}}|{{{{}}}}|{:{}}}""".replace("\n", "|").split("|"):
        yield "str_format_pieces", t
        yield "str_format", t, 12, "<q", "\u00e9"
    for _ in range(count):
        t = any_of(r, "{{{{}}}}01ab!:r[].x ", 10)
        yield "str_format_pieces", t
        yield "str_format", t, 12, "<q", "\u00e9"


def reprs(count, r):
    for text in ["", "a", "'", '"', "'\"", "\\", "\t\n\r\x00\x1f\x7f\x80\xa0\xad\xff", "\u0100\u0378\u200b\u2028\u3000\ue000\ufeff\ufffe", "\U0001f600\U0001fae9\U000e0001\U0010ffff", "it's", 'say "hi"', "\u00e9\u4e2d"]:
        yield "str_repr", text
        yield "str_ascii", text
    yield "bytes_repr", bytes(range(256))
    for b in [b"", b"'", b'"', b"'\"", b"it's"]:
        yield "bytes_repr", b
    for _ in range(count):
        text = "".join(chr(r.choice([r.randrange(128), r.randrange(0x300), r.randrange(0xd800), r.randrange(0xe000, 0x20000)])) for _ in range(r.randint(0, 8)))
        yield "str_repr", text
        yield "str_ascii", text


def rows(parts):
    return "\n".join(parts)


# All code points, but of long blocks of like characters every 16th, and of planes without any none.
CODES = [*range(0xac00), *range(0xac00, 0xd800, 16), *range(0xe000, 0xf900, 16), *range(0xf900, 0x17000), *range(0x17000, 0x18d00, 16),
         *range(0x18d00, 0x20000), *range(0x20000, 0x33480, 16), *range(0xe0000, 0xe0200)]


def whole_range(holds):
    """How many code points a property holds of, and a fingerprint (FNV-1a) of which."""
    count, fingerprint = 0, 0xcbf29ce484222325
    for code in CODES:
        if not holds(chr(code)):
            continue
        count += 1
        fingerprint = (fingerprint ^ code) * 0x100000001b3 & (1 << 64) - 1
    return "%d %016x" % (count, fingerprint)


def whole_mapping(image):
    """The same of the characters that a mapping changes, with what they become."""
    count, fingerprint = 0, 0xcbf29ce484222325
    for code in CODES:
        if image(chr(code)) == chr(code):
            continue
        count += 1
        for part in [code] + [ord(c) for c in image(chr(code))]:
            fingerprint = (fingerprint ^ part) * 0x100000001b3 & (1 << 64) - 1
    return "%d %016x" % (count, fingerprint)


STR_TESTS = ["isalpha", "isdecimal", "isdigit", "isnumeric", "isalnum", "islower", "isupper", "istitle", "isspace", "isprintable", "isidentifier"]
STR_MAPPINGS = ["lower", "upper", "title", "capitalize", "swapcase", "casefold"]

for name in STR_TESTS:
    CALLS["all_" + name] = lambda name=name: whole_range(lambda c: getattr(c, name)())
CALLS["all_continues"] = lambda: whole_range(lambda c: ("a" + c).isidentifier())
for name in STR_MAPPINGS:
    CALLS["all_" + name] = lambda name=name: whole_mapping(lambda c: getattr(c, name)())
CALLS["str_tests"] = lambda s: "".join("01"[getattr(s, name)()] for name in STR_TESTS)
CALLS["str_mappings"] = lambda s: rows(getattr(s, name)() for name in STR_MAPPINGS)


def cases(count, r):
    for name in [name for name in STR_TESTS if name != "isalnum"] + ["continues", "lower", "upper", "title", "casefold"]:
        yield "all_" + name,
    for s in ["", " ", "abc", "ABC", "aBC", "Abc", "Abc Def", "abc Def", "ABC1", "123", "1a", "_a", "a b", "\u00b2", "\u00bd", "\u0663", "\u01c5", "\u01c5x", "x\u01c5", "\u03a3", "\u0391\u03a3", "\u0391\u03a3 \u03a3\u0391", "\u0391\u03a3.", "\u0391\u03a3.\u0391",
              "\u03c3\u03c2\u03a3", "a\u03a3", "A\u0345\u03a3", "\u0130", "\u0131", "stra\u00dfe", "STRASSE", "\ufb01", "\u0149", "they're bill's", "\u1e9e", "\u13a0\uab70", "\u10d0\u10d1", "\u1c90", "\u00aa", "\u0295", "\u200c", "a\u200c", "\u019b\u0264", "\u1fb3", "\u03b0", "o'neil", "3m\u00e9"]:
        yield "str_tests", s
        yield "str_mappings", s
    for _ in range(count):
        s = any_of(r, "aB\u03a3\u03c3\u00df\u01c5\u0130 '.1\u0345", 6)
        yield "str_tests", s
        yield "str_mappings", s


def opt(text):
    """A bound: None, or an int that stands in a text."""
    return None if text == "" else int(text)


CALLS.update({
    "split": lambda s, sep, n: rows(s.split(sep, n)),
    "rsplit": lambda s, sep, n: rows(s.rsplit(sep, n)),
    "split_space": lambda s, n: repr(len(s.split(None, n))) + rows(s.split(None, n)),
    "rsplit_space": lambda s, n: repr(len(s.rsplit(None, n))) + rows(s.rsplit(None, n)),
    "splitlines": lambda s: "|".join(s.splitlines()) + "||" + "|".join(s.splitlines(True)),
    "partition": lambda s, sep: rows(s.partition(sep)) + "||" + rows(s.rpartition(sep)),
    "strip": lambda s, chars: rows([s.strip(chars), s.lstrip(chars), s.rstrip(chars)]),
    "strip_space": lambda s: rows([s.strip(), s.lstrip(), s.rstrip()]),
    "find": lambda s, sub, a, b: "%d %d %d %d %d" % (s.find(sub, opt(a), opt(b)), s.rfind(sub, opt(a), opt(b)), s.count(sub, opt(a), opt(b)), s.startswith(sub, opt(a), opt(b)), s.endswith(sub, opt(a), opt(b))),
    "replace": lambda s, old, new, n: s.replace(old, new, n),
    "expandtabs": lambda s, n: s.expandtabs(n),
    "fill": lambda s, n, c: rows([s.center(n, c), s.ljust(n, c), s.rjust(n, c), s.zfill(n)]),
    "slice": lambda s, a, b, c: s[opt(a):opt(b):opt(c)],
    "indices": lambda a, b, c, n: pair(slice(opt(a), opt(b), opt(c)).indices(n)) + " " + repr(len(range(n)[opt(a):opt(b):opt(c)])),
})


def any_bound(r):
    return r.choice(["", "", "0", str(r.randint(-6, 6)), str(r.randint(-3, 3)), "-1", str(10 ** 12), str(-10 ** 12)])


def splits(count, r):
    def one(s, sub, n):
        if sub:
            yield "split", s, sub, n
            yield "rsplit", s, sub, n
            yield "partition", s, sub
        yield "strip", s, sub
        for new in ["", "-", "xy"]:
            yield "replace", s, sub, new, n
    for s in ["", "a", "abc", "a,b,,c,", ",", ",,", "aXbXc", "aaaa", "abab", "\u00e9a\u00e9", "\u4e2d,\u00e9"]:
        for sub in ["", ",", "a", "aa", "X", "\u00e9", "ab"]:
            for n in [-1, 0, 1, 2]:
                yield from one(s, sub, n)
            for a, b in [("", ""), ("1", ""), ("", "-1"), ("3", ""), ("4", ""), ("-2", "-1"), ("2", "1"), ("9", "")]:
                yield "find", s, sub, a, b
    for s in ["", " ", " a  b ", "a b c", "\ta\nb\x0bc\x1cd\x85e\u2003f ", "\u00a0x\u3000", "a\u00a0", "\u2003\u00e9 b"]:
        for n in [-1, 0, 1, 2]:
            yield "split_space", s, n
            yield "rsplit_space", s, n
        yield "strip_space", s
    for s in ["", "a", "\n", "a\n", "a\nb", "a\r\nb\n\r", "\r\r\n", "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i\x1fj"]:
        yield "splitlines", s
    for s in ["", "\t", "a\tb", "ab\tc\n\td\r\t", "\u00e9\t\u4e2d\t"]:
        for n in [8, 4, 1, 0, -1]:
            yield "expandtabs", s, n
    for s in ["", "a", "ab", "+5", "-", "--1", "\u00e9"]:
        for n in [-1, 0, 3, 4, 5, 8]:
            for c in "* \u00e9":
                yield "fill", s, n, c
    for a in ["", "0", "2", "-1", "9", "-9"]:
        for b in ["", "0", "3", "-1", "9", "-9"]:
            for c in ["", "1", "2", "-1", "-2", str(10 ** 18), str(-10 ** 18)]:
                yield "indices", a, b, c, 5
                yield "indices", a, b, c, 0
                yield "slice", "ab\u00e9de", a, b, c
    for _ in range(count):
        s, sub = any_of(r, "aab ,\u00e9", 10), any_of(r, "ab,\u00e9", 2)
        n = r.randint(-1, 4)
        yield from one(s, sub, n)
        yield "find", s, sub, any_bound(r), any_bound(r)
        yield "split_space", any_of(r, "a \t\u00e9\u2003", 9), n
        yield "rsplit_space", any_of(r, "a \t\u00e9\u2003", 9), n
        yield "splitlines", any_of(r, "a\n\r\u2028\x1c", 9)
        yield "expandtabs", any_of(r, "ab\t\n\t", 9), r.randint(0, 9)
        yield "slice", s, any_bound(r), any_bound(r), r.choice(["", "1", "2", "-1", "-3"])
        yield "indices", any_bound(r), any_bound(r), r.choice(["", "1", "3", "-1", "-3"]), r.randint(0, 8)


def hexes(parts):
    return " ".join(part.hex() or "." for part in parts)


def coded(function):
    def call(*args):
        try:
            return function(*args)
        except UnicodeError as error:
            return "%s %d %d %s|%s" % (error.encoding, error.start, error.end, error.reason, error)
    return call


CALLS.update({
    "b_split": lambda s, sep, n: hexes(s.split(sep, n)) + "|" + hexes(s.rsplit(sep, n)),
    "b_split_space": lambda s, n: hexes(s.split(None, n)) + "|" + hexes(s.rsplit(None, n)),
    "b_splitlines": lambda s: hexes(s.splitlines()) + "|" + hexes(s.splitlines(True)),
    "b_strip": lambda s, chars: hexes([s.strip(chars), s.lstrip(chars), s.rstrip(chars)]),
    "b_strip_space": lambda s: hexes([s.strip(), s.lstrip(), s.rstrip()]),
    "b_find": lambda s, sub, a, b: "%d %d %d %d %d" % (s.find(sub, opt(a), opt(b)), s.rfind(sub, opt(a), opt(b)), s.count(sub, opt(a), opt(b)), s.startswith(sub, opt(a), opt(b)), s.endswith(sub, opt(a), opt(b))),
    "b_replace": lambda s, old, new, n: hexes([s.replace(old, new, n)]),
    "b_expandtabs": lambda s, n: hexes([s.expandtabs(n)]),
    "b_fill": lambda s, n: hexes([s.center(n, b"*"), s.ljust(n, b"*"), s.rjust(n, b"*"), s.zfill(n)]),
    "b_case": lambda s: hexes([s.title(), s.capitalize(), s.swapcase()]) + " %d%d%d" % (s.istitle(), s.isupper(), s.islower()),
    "b_hex": lambda s, sep, n: s.hex(sep, n),
    "b_fromhex": lambda text: bytes.fromhex(text).hex(),
    "b_translate": lambda s, delete: hexes([s.translate(bytes(range(1, 256)) + b"\x00", delete), s.translate(None, delete)]),
    "encode": coded(lambda s, encoding, errors: s.encode(encoding, errors).hex()),
    "decode": coded(lambda b, encoding, errors: b.decode(encoding, errors)),
})

CODECS = ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]


def byteses(count, r):
    def any_bytes(alphabet, longest):
        return bytes(r.choice(alphabet) for _ in range(r.randint(0, longest)))
    for s in [b"", b"a", b"a,b,,c,", b",", b"aaaa", b"\xff,\x00"]:
        for sub in [b",", b"a", b"aa", b"\xff"]:
            for n in [-1, 0, 1, 2]:
                yield "b_split", s, sub, n
                yield "b_replace", s, sub, b"xy", n
                yield "b_replace", s, b"", b"-", n
            yield "b_strip", s, sub
            for a, b in [("", ""), ("1", ""), ("", "-1"), ("9", "")]:
                yield "b_find", s, sub, a, b
                yield "b_find", s, b"", a, b
    for s in [b"", b" a  b ", b"\ta\nb\x0bc\x1cd\x85e\xa0f\x0c"]:
        for n in [-1, 0, 1, 2]:
            yield "b_split_space", s, n
        yield "b_strip_space", s
    for s in [b"", b"a\nb", b"a\r\nb\n\r", b"\r\r\n", b"a\x0bb\x1cc"]:
        yield "b_splitlines", s
    for s in [b"", b"+5", b"-", b"ab", b"abc"]:
        for n in [0, 3, 4, 5]:
            yield "b_fill", s, n
    for s in [b"", b"abc", b"ABC", b"Abc Def", b"they're", b"\xe9a", b"1a", b"aB"]:
        yield "b_case", s
    for n in [0, 1, 2, 3, -1, -2, 10]:
        yield "b_hex", b"abcde", ":", n
    for text in ["", "ab cd", "abc", "a b", "xx", "ab  c d", "ab\n", "a\u00e9", "a", "abx", "ab x", "AB\tcD", "ab\x1c", "\u0661\u0661", " a"]:
        yield "b_fromhex", text
    yield "b_expandtabs", b"ab\tc\n\td\r\t", 4
    yield "b_translate", b"abc\xff", b"b"
    errors = ["strict", "ignore", "replace", "backslashreplace"]
    for encoding in CODECS:
        for s in ["", "abc", "a\u00e9\u00e9\u20acb", "\U0001f600x", "\u20ac\u20ac", "\ufeffa"]:
            for handler in errors + ["xmlcharrefreplace"]:
                yield "encode", s, encoding, handler
        for b in [b"", b"abc", b"abcd", b"\xff", b"\xff\xfea\x00", b"\xfe\xff\x00a", b"\xef\xbb\xbfa", b"\x00\xd8", b"\x00\xd8a", b"\x00\xd8a\x00", b"\x00\xdc", b"\xd8\x00\xdc\x00", b"\x00\x00\x11\x00", b"\x00\x00\x00a", b"a\x00\x00\x00", b"\xff\xfe\x00\x00a\x00\x00\x00", b"\x00\xd8\x00\x00"]:
            for handler in errors:
                yield "decode", b, encoding, handler
    for b in [b"a\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xed\xa0", b"\xc0\x80", b"\xf5", b"\xf0\x9f\x98a", b"\xe2(\xa1", b"\xf4\x90\x80\x80", b"\xf0\x80\x80\x80", b"\xe0\x80", b"\xf0\x9f\x98\x80", b"a\xff\xe2\x82b", b"\x80\x80", b"\xe2\x82\xe2\x82\xac", b"\xf0\x9f", b"\xf4\x8f\xbf\xbf"]:
        for handler in errors:
            yield "decode", b, "utf-8", handler
    for _ in range(count):
        s, sub = any_bytes(b"aab ,\xe9", 10), any_bytes(b"ab,\xe9", 2)
        n = r.randint(-1, 4)
        if sub:
            yield "b_split", s, sub, n
        yield "b_strip", s, sub
        yield "b_replace", s, sub, b"xy", n
        yield "b_find", s, sub, any_bound(r), any_bound(r)
        yield "b_split_space", any_bytes(b"a \t\x0b\x1c", 9), n
        yield "b_splitlines", any_bytes(b"a\n\r", 9)
        yield "b_case", any_bytes(b"aB '\xe9", 9)
        yield "b_fill", s, r.randint(0, 15)
        yield "b_hex", s, "-", r.randint(-4, 4)
        yield "b_fromhex", any_of(r, "aF09 x\n", 8)
        yield "decode", any_bytes(b"a\x80\xbf\xc2\xe0\xe2\xa0\xed\xf0\x9f\xf4\x8f\x00\xff\xd8\xdc", 9), r.choice(CODECS), r.choice(errors)
        yield "encode", any_of(r, "a\u00e9\u20ac\U0001f600", 6), r.choice(CODECS), r.choice(errors + ["xmlcharrefreplace"])


def last_line(raising, *args):
    """The last line that the interpreter prints of an exception, less its first sentence."""
    import io
    import sys
    try:
        raising(*args)
    except Exception:
        shown, sys.stderr = sys.stderr, io.StringIO()
        try:
            sys.__excepthook__(*sys.exc_info())
            text = sys.stderr.getvalue()
        finally:
            sys.stderr = shown
    message = text.rstrip("\n").rpartition("\n")[2]
    for word in ["has no attribute '", "name '"]:
        before, found, after = message.partition(word)
        if found:
            return after.partition("'")[2].replace(" is not defined", "", 1)
    return message


def missing_attribute(wrong, names):
    class Object:
        def __dir__(self):
            return names.split(" ")
    getattr(Object(), wrong)


def missing_name(wrong, names, others, builtins):
    import types
    source = "def f():\n" + "".join("    %s = 1\n" % name for name in names.split()) + "    " + wrong + "\n"
    own = {}
    exec(source, own)
    scope = {name: 1 for name in others.split()}
    scope["__builtins__"] = {name: 1 for name in builtins.split()}
    types.FunctionType(own["f"].__code__, scope)()


CALLS.update({
    "attribute_hint": lambda wrong, names: last_line(missing_attribute, wrong, names),
    "builtin_attribute_hint": lambda value, wrong: last_line(getattr, eval(value), wrong),
    "name_hint": lambda wrong, *scopes: last_line(missing_name, wrong, *scopes),
})


def suggestions(count, r):
    for wrong, names in [("apend", "append clear"), ("foo", "_foo"), ("_foo", "foo"), ("foo", "FOO Foo"), ("x", "y"), ("xz", "xy"), ("abcdef", "abc"), ("value", "values"), ("a" * 40 + "b", "a" * 41),
                         ("lenght", "length"), ("abcdefghij", "jihgfedcba"), ("ab", "ba"), ("x1", "x2 x3"), ("\u00e9t\u00e9", "\u00e9te"), ("name", "game nam names same"), ("a", "A"), ("somethingelse", "something")]:
        yield "attribute_hint", wrong, names
    for wrong, names, others, builtins in [("abcdez", "abcdxx", "abcdey", ""), ("abcdez", "abxxez", "abcdex", ""), ("prnt", "x", "y", "print"), ("foo", "", "Foo", ""), ("sys", "", "", "len"), ("tim", "tin", "time", ""), ("json", "jsn", "", ""), ("abc", "", "abd", "abe")]:
        yield "name_hint", wrong, names, others, builtins
    for value, wrong in [("[]", "apend"), ("[]", "push"), ("[]", "add"), ("[]", "addAll"), ("[]", "contains"), ("''", "trim"), ("''", "toUpperCase"), ("''", "trimEnd"), ("{}", "put"), ("{}", "has_key"), ("{}", "entries"),
                         ("()", "append"), ("()", "remove"), ("frozenset()", "add"), ("frozenset()", "update"), ("set()", "push"), ("1.5", "__or__"), ("[]", "length"), ("[]", "concat")]:
        yield "builtin_attribute_hint", value, wrong
    for _ in range(count):
        word = lambda: r.choice("abcxy") + any_of(r, "abcABxyz", 6)
        names = " ".join(sorted({word() for _ in range(r.randint(1, 8))}))
        yield "attribute_hint", word(), names
        yield "name_hint", word() + "q", word(), word() + " " + word() + "r", word()


def draws(seed):
    import random
    own = random.Random(seed)
    out = [repr(own.random()) for _ in range(4)]
    out += [repr(own.getrandbits(k)) for k in (1, 7, 32, 33, 64, 100, 1)]
    out += [repr(own._randbelow(n)) for n in (1, 2, 3, 10, 1000, 2 ** 32, 2 ** 32 + 1, 10 ** 30)]
    for _ in range(700):
        own.random()
    return " ".join(out + [repr(own.random())])


CALLS.update({"random_int": draws, "random_str": draws, "random_bytes": draws})


def randoms(count, r):
    for n in [0, 1, -1, 42, 12345, 2 ** 32, 2 ** 32 - 1, -(2 ** 64), 10 ** 50]:
        yield "random_int", n
    for s in ["", "a", "seed", "\u00e9"]:
        yield "random_str", s
    yield "random_bytes", b"\x00\xff"
    for _ in range(count // 10):
        yield "random_int", any_int(r)
        yield "random_str", any_of(r, "ab\u00e9", 5)


def format_of(args):
    return args[0][-1:]


def packed(*args):
    import struct
    try:
        return struct.pack(*args).hex()
    except struct.error as error:
        # 3.11 says in many ways that a number is out of range.
        message = str(error)
        return "range" if "<= number <=" in message or "out of range" in message or format_of(args) in "qQ" and "too large" in message else "error " + message


def unpacked(format, data):
    import struct
    try:
        return repr(struct.unpack(format, data))
    except struct.error as error:
        return "error " + str(error)


def calcsize(format):
    import struct
    try:
        return struct.calcsize(format)
    except struct.error as error:
        return "error " + str(error)


def complex_power(a, b, c, d):
    try:
        z = complex(a, b) ** complex(c, d)
    except ZeroDivisionError:
        return "zero"
    return "%.11g %.11g" % (z.real, z.imag)


CALLS.update({
    "complex_repr": lambda a, b: repr(complex(a, b)),
    "complex_parse": complex,
    "complex_mul": lambda a, b, c, d: repr(complex(a, b) * complex(c, d)),
    "complex_div": lambda a, b, c, d: repr(complex(a, b) / complex(c, d)) if c or d else "zero",
    "complex_pow": complex_power,
    "complex_abs": lambda a, b: abs(complex(a, b)),
    "struct_size": calcsize,
    "pack_int": packed,
    "pack_float": packed,
    "pack_bytes": packed,
    "unpack": unpacked,
})


def complexes(count, r):
    for text in ["", "1", "j", "+j", "-J", "1+2j", "1-j", " ( 1+2j ) ", "(1)", "()", "1j+2", "1+2", "1 + 2j", "1e5+2e-3j", "infj", "nan+infj", "-inf-nanj", "1_0+2_0j", "1__0j", "1e", "1ej", "1.j", ".5j", ".j", "1++2j", "1+-2j", "(1+2j", "1+2j)", "1jj", "\u0663j", "x", "1e+j", "infinity", "+1.5e+3-2.5e-3j", "0x1j", "nanj", "i"]:
        yield "complex_parse", text
    values = [0.0, -0.0, 1.0, -1.5, 1e20, 1e-7, INF, NAN]
    for a in values:
        for b in values:
            yield "complex_repr", a, b
            yield "complex_abs", a, b
    finite = lambda: r.choice([0.0, -0.0, 1.0, -1.0, 2.0, 0.5, -3.0, r.uniform(-10, 10), r.uniform(-1e3, 1e3)])
    for _ in range(60 + count):
        args = [finite() for _ in range(4)]
        yield ("complex_mul", *args)
        yield ("complex_div", *args)
        yield ("complex_pow", *args)
        yield ("complex_pow", args[0], args[1], float(r.randint(-5, 7)), 0.0)
        yield "complex_parse", any_of(r, "1.5e+-j(_) n", 6)


def structs(count, r):
    for format in ["", "i", "@ci", "<ci", "ci0q", "cic", "c0i", "=bhilq", "@bhilqnPfd", "99999999999999999999b", "9223372036854775807q", "xxi", " i\ti ", "2 i", "2", "y", "<n", "<@i", "!2h", "3s5p?", "4x", "0s", "e", "<P", "i i", "1i2", "bq", "qb", "2b3h"]:
        yield "struct_size", format
    for format, n in [(order + code, n) for order in "@<>" for code in "bBhHiIlLqQ" for n in [1, -1, 128, 255, 70000, 2 ** 31, 2 ** 63, -2 ** 70]]:
        yield "pack_int", format, n
    for format in ["P", "n", "N"]:
        for n in [0, 5, 2 ** 63 - 1]:
            yield "pack_int", format, n
    for format in ["i", "s", "c"]:
        yield "pack_float", format, 1.5
    for code in ["<e", "<f", "<d", ">e", ">f", ">d"]:
        for x in [0.0, -0.0, 1.0, -1.5, 0.1, INF, -INF, 65504.0, 65519.9, 5.96e-8, 2.9e-8, 2.98023223876953125e-8, 2.99e-8, 6.1e-5, 1e-46, 1.0009765625, 1.00048828125, 1.00146484375, 65519.99]:
            yield "pack_float", code, x
    yield "pack_float", "<e", 65520.0
    yield "pack_float", "<f", 3.4028235677973366e38
    for format, b in [("3s", b"abcd"), ("3s", b"a"), ("5p", b"abc"), ("p", b"abc"), ("300p", b"a" * 400), ("0s", b"a"), ("0p", b""), ("c", b"a"), ("c", b"ab"), ("i", b"a"), ("2c", b"a"), ("f", b"a")]:
        yield "pack_bytes", format, b
    for format, b in [("i", b"abc"), ("<i", b"abcd"), (">hb?", b"\x01\x02\xff\x02"), ("3s2x4p", b"abcde\x02fgh"), ("2c", b"ab"), ("<e", b"\x00<"), ("<f", b"\x00\x00\xc0\x3f"), ("bxh", b"\xff\x00\x01\x80"), ("3p", b"\x09ab"), ("<2d", bytes(range(16))), ("<e", b"\xff\xfb"), ("<e", b"\x01\x00"), ("<e", b"\x00\x7c"), ("bB", b"\xff\xff")]:
        yield "unpack", format, b
    for _ in range(count):
        yield "struct_size", r.choice(["", "<", "="]) + any_of(r, "bhilqxs?cfd0123", 7)
        yield "pack_int", r.choice("@<>") + r.choice("bBhHiIlLqQ"), any_int(r)
        yield "pack_float", r.choice(["<e", "<d", ">d"]), r.choice([r.uniform(-70000, 70000), r.uniform(-1, 1) * 2.0 ** r.randint(-26, 10)])
        data = bytes(r.getrandbits(8) for _ in range(r.randint(1, 12)))
        yield "unpack", "<%dsbH" % max(0, len(data) - 3), data


AREAS = {
    "float": floats,
    "int": ints,
    "format_spec": format_specs,
    "percent": percents,
    "str_format": str_formats,
    "repr": reprs,
    "case": cases,
    "split": splits,
    "bytes": byteses,
    "suggest": suggestions,
    "random": randoms,
    "complex": complexes,
    "struct_format": structs,
}
