import math
print(math.sqrt(16), math.isqrt(17), math.factorial(10), math.gcd(12, 18), math.lcm(4, 6), math.comb(5, 2), math.perm(5, 2), math.prod([1, 2, 3]))
print(math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), math.fabs(-2), math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(2.5), math.frexp(8.0), math.ldexp(0.5, 4))
print(math.pi, math.e, math.tau, math.inf, math.log(math.e), math.log10(1000), math.log2(8), math.log(8, 2), math.exp(0), math.pow(2, 3))
print(round(math.sin(1), 12), round(math.cos(1), 12), round(math.atan2(1, 1), 12), math.degrees(math.pi), math.radians(180), math.hypot(3, 4), math.dist((0, 0), (3, 4)))
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.isfinite(1.0), math.isinf(math.inf), math.isclose(1, 1 + 1e-10))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.exp(1000)):
    try:
        print(f())
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)
