import math
from decimal import *
from fractions import Fraction
D = Decimal
print(D("0.1") + D("0.2"), D(1) / D(3), D("1.10"), repr(D("5")), D("2.5").quantize(D("1")), D("1e3"), D(0.1), D("1E+5") * 2)
print(D("-0"), D("Infinity"), D("nan"), D(2).sqrt(), D(144).sqrt(), D("0.0001").sqrt(), D(10) / 4, D("1.50") * D("2"))
print(D(7) // 2, D(-7) // 2, D(-7) % 3, divmod(D("7.5"), 2), D(2) ** 10, D(2) ** -2, D("1.5") ** 3)
print(D("123.456").quantize(D("0.01")), D("123.455").quantize(D("0.01"), rounding=ROUND_HALF_UP), D("1.005").quantize(D(".01"), ROUND_DOWN), round(D("2.675"), 2), round(D("2.5")), int(D("-3.7")), math.floor(D("-3.7")), math.ceil(D("3.2")), float(D("1.25")))
print(D("1.0") == D("1.00"), D("1.0") == 1, D("0.5") == 0.5, D("0.1") == 0.1, D(1) < D("1.5"), hash(D("1.0")) == hash(1), max(D(1), D(2)), sorted([D("3"), D("1")]), sum([D("0.1")] * 3), D("1.10").normalize(), D("100").normalize())
print(D("3.14").as_tuple(), D("0.75").as_integer_ratio(), D("1E-10"), D("0.000001"), D("0.0000001"), D("123456789").to_eng_string(), D("1E+9"))
print(getcontext())
getcontext().prec = 6
print(D(1) / 7, D("1234567") + 0, D(2) ** D("0.5"), D(2).exp(), D(10).ln(), D(100).log10(), D(2).ln())
with localcontext() as c:
    c.prec = 50
    print(D(1) / 7, D(2).sqrt(), D(1).exp())
for f in (lambda: D("x"), lambda: D(1) / 0, lambda: D(0) / 0, lambda: D(1) + 1.5, lambda: D([]), lambda: D(1) < "a", lambda: D("-1").sqrt(), lambda: int(D("nan")), lambda: D({})):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(f"{D('1234.5678'):.2f} {D('1234.5678'):,.1f} {D('5'):>8} {D('0.256'):.1%} {D('1234.5'):e} {D('3'):08.2f} {D('-3.14159'):+.3} {D(3)!r}")
print(D(5) + 3, 3 - D(5), 2 * D("1.5"), 1 / D(8), -D("1.5"), abs(D("-1")), bool(D(0)), D("1.23E+3"), D(True), D((1, (1, 2, 3), -2)), D("12E1") + 0, D.from_float(0.5))
print(D("0.5") == Fraction(1, 2), Fraction(D("0.25")), D("1_000"), D(" 5 "))
