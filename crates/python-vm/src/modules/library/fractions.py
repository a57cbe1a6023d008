"""Fraction, infinite-precision, rational numbers."""

import math
import numbers
import operator
import sys

import _release

__all__ = ['Fraction']

_old = _release.series in ('3.11', '3.12', '3.13')

_modulus = sys.hash_info.modulus
_inf = sys.hash_info.inf


def _digits(text, at):
    """Where digits end that may have single underscores between them."""
    start = at
    while at < len(text) and (text[at].isdigit() or text[at] == '_' and at > start
                              and text[at - 1] != '_' and text[at + 1:at + 2].isdigit()):
        at += 1
    return at


def _parse(text):
    """Numerator and denominator of '3', '3/4', '0.75' or '75e-2'; None for anything else."""
    text = text.strip()
    at = text[:1] in ('+', '-')
    sign = -1 if text[:1] == '-' else 1
    end = _digits(text, at)
    whole, numerator = text[at:end], int(text[at:end] or '0')
    if whole and text[end:end + 1] == '/':
        last = _digits(text, end + 1)
        if last == end + 1 or last != len(text):
            return None
        return sign * numerator, int(text[end + 1:last])
    denominator = 1
    if text[end:end + 1] == '.':
        last = _digits(text, end + 1)
        decimals = text[end + 1:last].replace('_', '')
        if not whole and not decimals:
            return None
        denominator = 10 ** len(decimals)
        numerator = numerator * denominator + int(decimals or '0')
        end = last
    elif not whole:
        return None
    if text[end:end + 1] in ('e', 'E'):
        start = end + 1 + (text[end + 1:end + 2] in ('+', '-'))
        last = _digits(text, start)
        if last == start:
            return None
        exponent = int(text[end + 1:last])
        if exponent >= 0:
            numerator *= 10 ** exponent
        else:
            denominator *= 10 ** -exponent
        end = last
    return (sign * numerator, denominator) if end == len(text) else None


class Fraction(numbers.Rational):
    """This class implements rational numbers."""

    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, numbers.Rational):
                self._numerator = numerator.numerator
                self._denominator = numerator.denominator
                return self
            if isinstance(numerator, str):
                parsed = _parse(numerator)
                if parsed is None:
                    raise ValueError(f'Invalid literal for Fraction: {numerator!r}')
                numerator, denominator = parsed
            elif hasattr(numerator, 'as_integer_ratio'):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            else:
                raise TypeError('argument should be a string or a Rational instance' if _old
                                else 'argument should be a string or a Rational instance or have '
                                     'the as_integer_ratio() method')
        elif (isinstance(numerator, numbers.Rational)
              and isinstance(denominator, numbers.Rational)):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError('both arguments should be Rational instances')
        if denominator == 0:
            raise ZeroDivisionError(f'Fraction({numerator}, 0)')
        divisor = math.gcd(numerator, denominator)
        if denominator < 0:
            divisor = -divisor
        self._numerator = numerator // divisor
        self._denominator = denominator // divisor
        return self

    @classmethod
    def from_float(cls, f):
        """Converts a finite float to a rational number, exactly."""
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """Converts a finite Decimal instance to a rational number, exactly."""
        return cls(*dec.as_integer_ratio())

    def is_integer(self):
        """Return True if the Fraction is an integer."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """Return a pair of integers, whose ratio is equal to the original Fraction."""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """Closest Fraction to self with denominator at most max_denominator."""
        if max_denominator < 1:
            raise ValueError('max_denominator should be at least 1')
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        below, above = Fraction(p0 + k * p1, q0 + k * q1), Fraction(p1, q1)
        return above if abs(above - self) <= abs(below - self) else below

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def __repr__(self):
        return f'{self.__class__.__name__}({self._numerator}, {self._denominator})'

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f'{self._numerator}/{self._denominator}'

    def __format__(self, spec):
        if not spec:
            return str(self)
        _release.unsupported('formats of Fraction')

    def _arithmetic(exact, other_type):
        """The method and its reflection of one operation."""
        def forward(a, b):
            if type(b) is Fraction or isinstance(b, (int, Fraction)):
                return exact(a, Fraction(b))
            if isinstance(b, float):
                return other_type(float(a), b)
            if isinstance(b, complex):
                return other_type(complex(a), b)
            return NotImplemented

        def reverse(b, a):
            if isinstance(a, numbers.Rational):
                return exact(Fraction(a), b)
            if isinstance(a, numbers.Real):
                return other_type(float(a), float(b))
            if isinstance(a, numbers.Complex):
                return other_type(complex(a), complex(b))
            return NotImplemented
        forward.__name__ = f'__{other_type.__name__}__'
        reverse.__name__ = f'__r{other_type.__name__}__'
        return forward, reverse

    __add__, __radd__ = _arithmetic(
        lambda a, b: Fraction(a._numerator * b._denominator + b._numerator * a._denominator,
                              a._denominator * b._denominator), operator.add)
    __sub__, __rsub__ = _arithmetic(
        lambda a, b: Fraction(a._numerator * b._denominator - b._numerator * a._denominator,
                              a._denominator * b._denominator), operator.sub)
    __mul__, __rmul__ = _arithmetic(
        lambda a, b: Fraction(a._numerator * b._numerator, a._denominator * b._denominator),
        operator.mul)
    __truediv__, __rtruediv__ = _arithmetic(
        lambda a, b: Fraction(a._numerator * b._denominator, a._denominator * b._numerator),
        operator.truediv)
    __floordiv__, __rfloordiv__ = _arithmetic(
        lambda a, b: (a._numerator * b._denominator) // (a._denominator * b._numerator),
        operator.floordiv)
    __mod__, __rmod__ = _arithmetic(
        lambda a, b: Fraction((a._numerator * b._denominator) % (b._numerator * a._denominator),
                              a._denominator * b._denominator), operator.mod)

    def _divmod(a, b):
        quotient = a // b
        return quotient, a - b * quotient

    __divmod__, __rdivmod__ = _arithmetic(_divmod, divmod)
    del _arithmetic, _divmod

    def __pow__(a, b):
        if not isinstance(b, numbers.Rational):
            return float(a) ** b
        if b.denominator != 1:
            return float(a) ** float(b)
        power = b.numerator
        if power >= 0:
            return Fraction(a._numerator ** power, a._denominator ** power)
        if a._numerator == 0:
            raise ZeroDivisionError(f'Fraction({a._denominator ** -power}, 0)')
        return Fraction(a._denominator ** -power, a._numerator ** -power)

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a ** b._numerator
        return a ** float(b)

    def __pos__(a):
        return Fraction(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction(abs(a._numerator), a._denominator)

    def __int__(a):
        return a.__trunc__()

    def __trunc__(a):
        if a._numerator < 0:
            return -(-a._numerator // a._denominator)
        return a._numerator // a._denominator

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator:
                return whole
            if rest * 2 > self._denominator:
                return whole + 1
            return whole if whole % 2 == 0 else whole + 1
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        try:
            inverse = pow(self._denominator, -1, _modulus)
        except ValueError:
            found = _inf
        else:
            found = hash(hash(abs(self._numerator)) * inverse)
        found = found if self._numerator >= 0 else -found
        return -2 if found == -1 else found

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            if math.isnan(b) or math.isinf(b):
                return 0.0 == b
            return a == a.from_float(b)
        return NotImplemented

    def _compare(self, other, op):
        if isinstance(other, numbers.Rational):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return op(0.0, other)
            return op(self, self.from_float(other))
        return NotImplemented

    def __lt__(a, b):
        return a._compare(b, operator.lt)

    def __gt__(a, b):
        return a._compare(b, operator.gt)

    def __le__(a, b):
        return a._compare(b, operator.le)

    def __ge__(a, b):
        return a._compare(b, operator.ge)

    def __bool__(a):
        return bool(a._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        if type(self) is Fraction:
            return self
        return self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()
