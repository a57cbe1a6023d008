import math
for x in (0.1, 1.0, 1e16, 1e15, 123456789.123456789, 1e-5, 0.0001, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 100.0, 1.5e300, -0.0, 2.0 ** 53):
    print(repr(x), str(x), f"{x:.3g}", f"{x:.2e}", x.is_integer())
inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf - inf, inf > 10 ** 400, nan == nan, math.isnan(nan), max(1.0, nan), min(nan, 1.0))
print(float("1e3"), float(" -2.5 "), float("infinity"), (2.5).as_integer_ratio(), (0.5).hex(), float.fromhex("0x1.8p1"), 7.0 // 2, -7.5 % 2, divmod(7.5, 2))
print(1.0 == 1, hash(1.0) == hash(1), 0.1 + 0.2 == 0.3, math.isclose(0.1 + 0.2, 0.3), 1e400, int(1e20), 10 ** 15 / 3, 1 / 7)
for f in (lambda: int(nan), lambda: int(inf), lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: (-8) ** 0.5, lambda: 10.0 ** 400, lambda: 0.0 ** -1):
    try:
        print(f())
    except (ValueError, OverflowError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
