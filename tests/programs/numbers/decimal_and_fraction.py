from fractions import Fraction
from decimal import Decimal, getcontext
print(Fraction(1, 3) + Fraction(1, 6), Fraction("0.125"), Fraction(3, 6), Fraction(1, 2) * 4, float(Fraction(1, 4)), Fraction(7, 2) // 1, repr(Fraction(2, 4)))
print(Decimal("0.1") + Decimal("0.2"), Decimal(1) / Decimal(3), Decimal("1.10"), repr(Decimal("5")), Decimal("2.5").quantize(Decimal("1")), Decimal("1e3"))
getcontext().prec = 5
print(Decimal(1) / Decimal(7), Decimal(2).sqrt(), Decimal("1.5") == 1.5, max(Decimal(1), Decimal("1.5")))
