"""Decimal fixed-point and floating-point arithmetic."""

import math as _math
import numbers as _numbers
import sys as _sys
from collections import namedtuple as _namedtuple

import _release

__all__ = ['Decimal', 'Context', 'DecimalTuple', 'DefaultContext', 'BasicContext',
           'ExtendedContext', 'DecimalException', 'Clamped', 'InvalidOperation', 'DivisionByZero',
           'Inexact', 'Rounded', 'Subnormal', 'Overflow', 'Underflow', 'FloatOperation',
           'DivisionImpossible', 'InvalidContext', 'ConversionSyntax', 'DivisionUndefined',
           'ROUND_DOWN', 'ROUND_HALF_UP', 'ROUND_HALF_EVEN', 'ROUND_CEILING', 'ROUND_FLOOR',
           'ROUND_UP', 'ROUND_HALF_DOWN', 'ROUND_05UP', 'setcontext', 'getcontext',
           'localcontext', 'MAX_PREC', 'MAX_EMAX', 'MIN_EMIN', 'MIN_ETINY', 'HAVE_THREADS',
           'HAVE_CONTEXTVAR']

ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN = 'ROUND_DOWN', 'ROUND_HALF_UP', 'ROUND_HALF_EVEN'
ROUND_CEILING, ROUND_FLOOR, ROUND_UP = 'ROUND_CEILING', 'ROUND_FLOOR', 'ROUND_UP'
ROUND_HALF_DOWN, ROUND_05UP = 'ROUND_HALF_DOWN', 'ROUND_05UP'
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN, MIN_ETINY = -MAX_EMAX, -1999999999999999997
HAVE_THREADS = HAVE_CONTEXTVAR = True

DecimalTuple = _namedtuple('DecimalTuple', 'sign digits exponent')
DecimalTuple.__module__ = 'decimal'


class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class InvalidContext(InvalidOperation):
    pass


class Inexact(DecimalException):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


_signals = [InvalidOperation, Clamped, DivisionByZero, Inexact, FloatOperation, Overflow, Rounded,
            Subnormal, Underflow]


class Context:
    """Precision, rounding and which signals raise."""

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None,
                 flags=None, traps=None):
        try:
            base = DefaultContext
        except NameError:  # it is this one
            base = None

        def pick(given, name, default):
            return given if given is not None else getattr(base, name, default)
        self.prec = pick(prec, 'prec', 28)
        self.rounding = pick(rounding, 'rounding', ROUND_HALF_EVEN)
        self.Emin = pick(Emin, 'Emin', -999999)
        self.Emax = pick(Emax, 'Emax', 999999)
        self.capitals = pick(capitals, 'capitals', 1)
        self.clamp = pick(clamp, 'clamp', 0)
        if traps is None:
            traps = (base.traps if base is not None
                     else [InvalidOperation, DivisionByZero, Overflow])
        self.traps = traps if isinstance(traps, dict) else {s: s in traps for s in _signals}
        self.traps = dict(self.traps)
        self.flags = ({s: s in (flags or ()) for s in _signals} if not isinstance(flags, dict)
                      else dict(flags))

    def __setattr__(self, name, value):
        if name == 'prec' and not 1 <= value <= MAX_PREC:
            raise ValueError('valid range for prec is [1, MAX_PREC]')
        if name == 'rounding' and value not in (
                ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR, ROUND_UP,
                ROUND_HALF_DOWN, ROUND_05UP):
            raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, "
                            "ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, "
                            "ROUND_HALF_EVEN,\n   ROUND_05UP]")
        object.__setattr__(self, name, value)

    def __repr__(self):
        def shown(signals):
            return '[' + ', '.join(s.__name__ for s in _signals if signals[s]) + ']'
        return (f'Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, '
                f'Emax={self.Emax}, capitals={self.capitals}, clamp={self.clamp}, '
                f'flags={shown(self.flags)}, traps={shown(self.traps)})')

    def copy(self):
        """Return a duplicate of the context with all flags cleared."""
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp,
                       dict(self.flags), dict(self.traps))

    __copy__ = copy

    def clear_flags(self):
        """Reset all flags to False."""
        self.flags = dict.fromkeys(self.flags, False)

    def clear_traps(self):
        """Set all traps to False."""
        self.traps = dict.fromkeys(self.traps, False)

    def create_decimal(self, num='0'):
        """Create a new Decimal instance from num, rounded to this context."""
        return Decimal(num)._rounded(self)

    def _raise(self, signal, *shown, result=None):
        base = next(s for s in signal.__mro__ if s in self.flags)
        self.flags[base] = True
        if self.traps[base]:
            raise base([s for s in (signal, *shown)])
        return result


def _context_method(name):
    def method(self, a, *args):
        with localcontext(self):
            return getattr(Decimal(a), name)(*map(Decimal, args))
    return method


for _name, _method in (('add', '__add__'), ('subtract', '__sub__'), ('multiply', '__mul__'),
                       ('divide', '__truediv__'), ('power', '__pow__'), ('sqrt', 'sqrt'),
                       ('plus', '__pos__'), ('minus', '__neg__'), ('abs', '__abs__'),
                       ('quantize', 'quantize'), ('compare', 'compare'), ('max', 'max'),
                       ('min', 'min'), ('divmod', '__divmod__'), ('remainder', '__mod__')):
    setattr(Context, _name, _context_method(_method))

_current = None


def getcontext():
    """Get the current default context."""
    global _current
    if _current is None:
        _current = DefaultContext.copy()
    return _current


def setcontext(context, /):
    """Set a new default context."""
    global _current
    _current = context.copy() if context in (DefaultContext, BasicContext,
                                             ExtendedContext) else context


class _LocalContext:
    def __init__(self, context):
        self._new = context.copy()

    def __enter__(self):
        self._saved = getcontext()
        setcontext(self._new)
        return self._new

    def __exit__(self, *exc_info):
        setcontext(self._saved)


def localcontext(ctx=None, **kwargs):
    """Return a context manager that will set the default context to a copy of ctx."""
    made = _LocalContext(getcontext() if ctx is None else ctx)
    for name, value in kwargs.items():
        setattr(made._new, name, value)
    return made


def _parse(text):
    """Sign, coefficient and exponent of a numeral; None for anything else."""
    text = text.strip().replace('_', '')
    sign = 1 if text[:1] == '-' else 0
    body = text[text[:1] in ('+', '-'):].lower()
    if body in ('inf', 'infinity'):
        return sign, 0, 'F'
    for name, kind in (('snan', 'N'), ('nan', 'n')):
        if body.startswith(name) and (body == name or body[len(name):].isdigit()):
            return sign, int(body[len(name):] or 0), kind
    mantissa, e, exponent = body.partition('e')
    if e and not exponent.lstrip('+-').isdigit() or exponent[1:].strip('0123456789'):
        return None
    whole, _, decimals = mantissa.partition('.')
    if not (whole + decimals).isdigit():
        return None
    return sign, int(whole + decimals), int(exponent or 0) - len(decimals)


@_release.written_in_c
class Decimal:
    """Floating-point class for decimal arithmetic."""

    __slots__ = ('_sign', '_coef', '_exp')

    def __new__(cls, value='0', context=None):
        if isinstance(value, int):
            return cls._make(int(value < 0), abs(value), 0)
        if isinstance(value, Decimal):
            if type(value) is cls:
                return value
            return cls._make(value._sign, value._coef, value._exp)
        if isinstance(value, str):
            parsed = _parse(value)
            if parsed is None:
                (context or getcontext())._raise(ConversionSyntax)
                parsed = 0, 0, 'n'
            return cls._make(*parsed)
        if isinstance(value, float):
            (context or getcontext())._raise(FloatOperation)
            return cls.from_float(value)
        if isinstance(value, (tuple, list)):
            if len(value) != 3:
                raise ValueError('argument must be a sequence of length 3')
            sign, digits, exponent = value
            return cls._make(sign, int(''.join(map(str, digits)) or '0'), exponent)
        raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')

    @classmethod
    def _make(cls, sign, coef, exp):
        self = object.__new__(cls)
        self._sign, self._coef, self._exp = sign, coef, exp
        return self

    @classmethod
    def from_float(cls, f):
        """Converts a float to a decimal number, exactly."""
        if isinstance(f, int):
            return cls(f)
        if f != f:
            return cls._make(0, 0, 'n')
        sign = int(_math.copysign(1.0, f) < 0)
        if f in (_math.inf, -_math.inf):
            return cls._make(sign, 0, 'F')
        n, d = abs(f).as_integer_ratio()
        k = d.bit_length() - 1
        return cls._make(sign, n * 5 ** k, -k)

    @classmethod
    def from_number(cls, number):
        """Converts a real number to a decimal number, exactly."""
        if isinstance(number, (int, Decimal, float)):
            return cls(number)
        raise TypeError('Cannot convert %r to Decimal' % number)

    # --- what it is ---

    def is_nan(self):
        return self._exp in ('n', 'N')

    def is_qnan(self):
        return self._exp == 'n'

    def is_snan(self):
        return self._exp == 'N'

    def is_infinite(self):
        return self._exp == 'F'

    def is_finite(self):
        return not isinstance(self._exp, str)

    def is_signed(self):
        return self._sign == 1

    def is_zero(self):
        return self._coef == 0 and self.is_finite()

    def adjusted(self):
        """Return the adjusted exponent of the number."""
        if not self.is_finite():
            return 0
        return self._exp + len(str(self._coef)) - 1

    def as_tuple(self):
        """Represents the number as a triple tuple."""
        digits = tuple(map(int, str(self._coef))) if self._exp != 'F' else (0,)
        if self.is_nan() and not self._coef:
            digits = ()
        return DecimalTuple(self._sign, digits, self._exp)

    def as_integer_ratio(self):
        """Express a finite Decimal instance in the form n / d."""
        if not self.is_finite():
            if self.is_nan():
                raise ValueError('cannot convert NaN to integer ratio')
            raise OverflowError('cannot convert Infinity to integer ratio')
        n, d = self._coef, 1
        if self._exp >= 0:
            n *= 10 ** self._exp
        else:
            d = 10 ** -self._exp
            g = _math.gcd(n, d)
            n, d = n // g, d // g
        return (-n if self._sign else n), d

    def __repr__(self):
        return f"Decimal('{self}')"

    def __str__(self):
        return self._text(False)

    def to_eng_string(self, context=None):
        """Convert to a string, using engineering notation if an exponent is needed."""
        return self._text(True)

    def _text(self, engineering):
        sign = '-' if self._sign else ''
        if self._exp == 'F':
            return sign + 'Infinity'
        if self.is_nan():
            return f"{sign}{'s' if self._exp == 'N' else ''}NaN{self._coef or ''}"
        digits = str(self._coef)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            point = left
        elif not engineering:
            point = 1
        elif self._coef == 0:
            point = (left + 1) % 3 - 1
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            text = '0.' + '0' * -point + digits
        elif point >= len(digits):
            text = digits + '0' * (point - len(digits))
        else:
            text = digits[:point] + '.' + digits[point:]
        if left != point:
            text += f"{'E' if getcontext().capitals else 'e'}{left - point:+d}"
        return sign + text

    def __format__(self, spec, context=None):
        if not spec:
            return str(self)
        fill, align, rest = ' ', '>', spec
        if len(rest) > 1 and rest[1] in '<>=^':
            fill, align, rest = rest[0], rest[1], rest[2:]
        elif rest[:1] in ('<', '>', '=', '^'):
            align, rest = rest[0], rest[1:]
        plus = ''
        if rest[:1] in ('+', '-', ' '):
            plus, rest = rest[0].replace('-', ''), rest[1:]
        if rest[:1] == '0' and align == '>' and fill == ' ':
            fill, align = '0', '='
        kind = rest[-1:] if rest[-1:].isalpha() or rest[-1:] == '%' else ''
        rest = rest[:len(rest) - len(kind)]
        comma = ',' if ',' in rest else '_' if '_' in rest else ''
        rest = rest.replace(comma, '') if comma else rest
        width, point, precision = rest.partition('.')
        if width.strip('0123456789') or precision.strip('0123456789') or kind not in (
                '', 'f', 'F', '%', 'e', 'E', 'g', 'G'):
            raise ValueError('invalid format string')
        number = self
        if kind == '%':
            number = Decimal._make(self._sign, self._coef, self._exp + 2)
        if number.is_finite() and kind in ('f', 'F', '%') and point:
            number = number._rescaled(-int(precision), getcontext().rounding)
        elif number.is_finite() and kind in ('e', 'E', 'g', 'G', '') and point:
            digits = int(precision) + (kind in ('e', 'E'))
            number = number._to_digits(max(digits, 1), getcontext().rounding)
        text = str(_abs_text(number, kind))
        whole, dot, decimals = text.partition('.')
        if comma:
            whole = f'{int(whole):{comma}}' if whole.isdigit() else whole
        text = whole + dot + decimals + ('%' if kind == '%' else '')
        sign = '-' if number._sign else plus
        pad = max(0, int(width or 0) - len(text) - len(sign))
        if align == '=':
            return sign + fill * pad + text
        if align == '<':
            return sign + text + fill * pad
        if align == '^':
            return fill * (pad // 2) + sign + text + fill * (pad - pad // 2)
        return fill * pad + sign + text

    # --- rounding ---

    def _to_digits(self, digits, rounding):
        """So many significant digits."""
        excess = len(str(self._coef)) - digits
        if excess <= 0:
            return self
        made = self._rescaled(self._exp + excess, rounding)
        if len(str(made._coef)) > digits:
            made = made._rescaled(made._exp + 1, rounding)
        return made

    def _rescaled(self, exp, rounding):
        """The number with that exponent."""
        if self._exp >= exp:
            return Decimal._make(self._sign, self._coef * 10 ** (self._exp - exp), exp)
        unit = 10 ** (exp - self._exp)
        coef, rest = divmod(self._coef, unit)
        half = 2 * rest
        up = {ROUND_DOWN: False,
              ROUND_UP: rest > 0,
              ROUND_HALF_UP: half >= unit,
              ROUND_HALF_DOWN: half > unit,
              ROUND_HALF_EVEN: half > unit or half == unit and coef % 2 == 1,
              ROUND_CEILING: rest > 0 and not self._sign,
              ROUND_FLOOR: rest > 0 and bool(self._sign),
              ROUND_05UP: rest > 0 and coef % 5 == 0}[rounding]
        return Decimal._make(self._sign, coef + up, exp)

    def _rounded(self, context=None):
        """The number within the context's precision and range."""
        if not self.is_finite():
            return self
        context = context or getcontext()
        made = self
        if len(str(self._coef)) > context.prec:
            made = self._to_digits(context.prec, context.rounding)
            context._raise(Rounded)
            if made._coef * 10 ** max(0, made._exp - self._exp) != self._coef:
                context._raise(Inexact)
        if made._coef and made.adjusted() > context.Emax:
            context._raise(Overflow)
            return Decimal._make(self._sign, 0, 'F')
        if made._coef and made.adjusted() < context.Emin - context.prec + 1:
            context._raise(Underflow)
            return Decimal._make(self._sign, 0, context.Emin - context.prec + 1)
        return made

    def quantize(self, exp, rounding=None, context=None):
        """Quantize self so its exponent is the same as that of exp."""
        context = context or getcontext()
        exp = _convert(exp)
        if not (self.is_finite() and exp.is_finite()):
            return self if self.is_infinite() and exp.is_infinite() else context._raise(
                InvalidOperation, result=Decimal('NaN'))
        made = self._rescaled(exp._exp, rounding or context.rounding)
        if len(str(made._coef)) > context.prec:
            return context._raise(InvalidOperation, result=Decimal('NaN'))
        if made._exp > self._exp:
            context._raise(Rounded)
            if made != self:
                context._raise(Inexact)
        return made

    def normalize(self, context=None):
        """Strip trailing zeros."""
        made = self._rounded(context)
        if not made.is_finite():
            return made
        if not made._coef:
            return Decimal._make(made._sign, 0, 0)
        coef, exp = made._coef, made._exp
        while coef % 10 == 0:
            coef //= 10
            exp += 1
        return Decimal._make(made._sign, coef, exp)

    def to_integral_value(self, rounding=None, context=None):
        """Rounds to the nearest integer, without raising inexact or rounded."""
        if not self.is_finite() or self._exp >= 0:
            return self
        return self._rescaled(0, rounding or (context or getcontext()).rounding)

    to_integral = to_integral_exact = to_integral_value

    def __round__(self, n=None):
        if n is not None:
            return self.quantize(Decimal._make(0, 1, -n), ROUND_HALF_EVEN)
        self._check_whole()
        return int(self._rescaled(0, ROUND_HALF_EVEN)) if self._exp < 0 else int(self)

    def _check_whole(self):
        if self.is_nan():
            raise ValueError('cannot convert NaN to integer')
        if self.is_infinite():
            raise OverflowError('cannot convert Infinity to integer')

    def __int__(self):
        self._check_whole()
        value = (self._coef * 10 ** self._exp if self._exp >= 0
                 else self._coef // 10 ** -self._exp)
        return -value if self._sign else value

    __trunc__ = __int__

    def __floor__(self):
        self._check_whole()
        return int(self.to_integral_value(ROUND_FLOOR))

    def __ceil__(self):
        self._check_whole()
        return int(self.to_integral_value(ROUND_CEILING))

    def __float__(self):
        if self.is_snan():
            raise ValueError('Cannot convert signaling NaN to float')
        return float(str(self))

    def __complex__(self):
        return complex(float(self))

    def __bool__(self):
        return not self.is_finite() or self._coef != 0

    def __hash__(self):
        if self.is_nan():
            if self.is_snan():
                raise TypeError('Cannot hash a signaling NaN value.')
            return object.__hash__(self)
        if self.is_infinite():
            return -_sys.hash_info.inf if self._sign else _sys.hash_info.inf
        modulus = _sys.hash_info.modulus
        base = 10 if self._exp >= 0 else pow(10, -1, modulus)
        found = self._coef * pow(base, abs(self._exp), modulus) % modulus
        found = -found if self._sign else found
        return -2 if found == -1 else found

    # --- comparing ---

    def _order(self, other):
        """-1, 0 or 1."""
        a, b = self._key(), other._key()
        return (a > b) - (a < b)

    def _key(self):
        if self._exp == 'F':
            return -_math.inf if self._sign else _math.inf
        from fractions import Fraction
        return Fraction(*self.as_integer_ratio())

    def __eq__(self, other):
        other = _comparable(other, True)
        if other is NotImplemented:
            return other
        if self.is_nan() or other.is_nan():
            return False
        return self._order(other) == 0

    def _compared(self, other, test):
        other = _comparable(other, False)
        if other is NotImplemented:
            return other
        if self.is_nan() or other.is_nan():
            return getcontext()._raise(InvalidOperation, result=False)
        return test(self._order(other))

    def __lt__(self, other):
        return self._compared(other, lambda order: order < 0)

    def __le__(self, other):
        return self._compared(other, lambda order: order <= 0)

    def __gt__(self, other):
        return self._compared(other, lambda order: order > 0)

    def __ge__(self, other):
        return self._compared(other, lambda order: order >= 0)

    def compare(self, other, context=None):
        """Compare self to other, giving a Decimal."""
        other = _convert(other)
        if self.is_nan() or other.is_nan():
            return Decimal('NaN')
        return Decimal(self._order(other))

    def max(self, other, context=None):
        other = _convert(other)
        return (self if self > other else other)._rounded(context)

    def min(self, other, context=None):
        other = _convert(other)
        return (self if self < other else other)._rounded(context)

    # --- arithmetic ---

    def __neg__(self):
        if not self._coef and self.is_finite():
            return self.copy_abs()._rounded()
        return self.copy_negate()._rounded()

    def __pos__(self):
        if not self._coef and self.is_finite():
            return self.copy_abs()._rounded()
        return self._rounded()

    def __abs__(self):
        return self.copy_abs()._rounded()

    def copy_abs(self):
        return Decimal._make(0, self._coef, self._exp)

    def copy_negate(self):
        return Decimal._make(1 - self._sign, self._coef, self._exp)

    def copy_sign(self, other, context=None):
        return Decimal._make(_convert(other)._sign, self._coef, self._exp)

    def __add__(self, other):
        other = _operand(other)
        if other is NotImplemented:
            return other
        special = self._special(other)
        if special is not None:
            if self.is_infinite() and other.is_infinite() and self._sign != other._sign:
                return getcontext()._raise(InvalidOperation, result=Decimal('NaN'))
            return special
        exp = min(self._exp, other._exp)
        a = self._coef * 10 ** (self._exp - exp)
        b = other._coef * 10 ** (other._exp - exp)
        total = (-a if self._sign else a) + (-b if other._sign else b)
        sign = int(total < 0)
        if not total:
            sign = (self._sign & other._sign if getcontext().rounding != ROUND_FLOOR
                    else self._sign | other._sign)
        return Decimal._make(sign, abs(total), exp)._rounded()

    __radd__ = __add__

    def __sub__(self, other):
        other = _operand(other)
        if other is NotImplemented:
            return other
        return self + other.copy_negate()

    def __rsub__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else other - self

    def __mul__(self, other):
        other = _operand(other)
        if other is NotImplemented:
            return other
        sign = self._sign ^ other._sign
        if not (self.is_finite() and other.is_finite()):
            if self.is_nan() or other.is_nan():
                return self._special(other)
            if not (self and other):
                return getcontext()._raise(InvalidOperation, result=Decimal('NaN'))
            return Decimal._make(sign, 0, 'F')
        return Decimal._make(sign, self._coef * other._coef, self._exp + other._exp)._rounded()

    __rmul__ = __mul__

    def _special(self, other):
        """What becomes of infinities and NaNs; None for finite numbers."""
        for number in (self, other):
            if number.is_snan():
                return getcontext()._raise(InvalidOperation, result=Decimal('NaN'))
        for number in (self, other):
            if number.is_nan():
                return number
        for number in (self, other):
            if number.is_infinite():
                return number
        return None

    def __truediv__(self, other):
        other = _operand(other)
        if other is NotImplemented:
            return other
        context = getcontext()
        sign = self._sign ^ other._sign
        if not (self.is_finite() and other.is_finite()):
            if self.is_nan() or other.is_nan():
                return self._special(other)
            if self.is_infinite() and other.is_infinite():
                return context._raise(InvalidOperation, result=Decimal('NaN'))
            if self.is_infinite():
                return Decimal._make(sign, 0, 'F')
            return Decimal._make(sign, 0, context.Emin - context.prec + 1)
        if not other._coef:
            if not self._coef:
                return context._raise(DivisionUndefined, result=Decimal('NaN'))
            return context._raise(DivisionByZero, result=Decimal._make(sign, 0, 'F'))
        exp = self._exp - other._exp
        if not self._coef:
            return Decimal._make(sign, 0, exp)._rounded()
        shift = len(str(other._coef)) - len(str(self._coef)) + context.prec + 1
        if shift >= 0:
            coef, rest = divmod(self._coef * 10 ** shift, other._coef)
        else:
            coef, rest = divmod(self._coef, other._coef * 10 ** -shift)
        if rest:
            # A digit that is neither 0 nor 5 tells rounding that there is more.
            if coef % 5 == 0:
                coef += 1
            return Decimal._make(sign, coef, exp - shift)._rounded()
        found = exp - shift
        while found < exp and coef % 10 == 0:
            coef //= 10
            found += 1
        return Decimal._make(sign, coef, found)._rounded()

    def __rtruediv__(self, other):
        other = _operand(other)
        return other if other is NotImplemented else other / self

    def __divmod__(self, other):
        other = _operand(other)
        if other is NotImplemented:
            return other
        context = getcontext()
        if not (self.is_finite() and other.is_finite()):
            _release.unsupported('dividing infinite decimals with a remainder')
        if not other._coef:
            if not self._coef:
                context._raise(DivisionUndefined)
            else:
                context._raise(DivisionByZero)
                context._raise(InvalidOperation)
            return Decimal('NaN'), Decimal('NaN')
        exp = min(self._exp, other._exp)
        quotient, rest = divmod(self._coef * 10 ** (self._exp - exp),
                                other._coef * 10 ** (other._exp - exp))
        if len(str(quotient)) > context.prec:
            context._raise(DivisionImpossible)
        return (Decimal._make(self._sign ^ other._sign, quotient, 0),
                Decimal._make(self._sign, rest, exp)._rounded())

    def __rdivmod__(self, other):
        return divmod(_operand(other), self)

    def __floordiv__(self, other):
        found = self.__divmod__(other)
        return found if found is NotImplemented else found[0]

    def __rfloordiv__(self, other):
        return _operand(other) // self

    def __mod__(self, other):
        found = self.__divmod__(other)
        return found if found is NotImplemented else found[1]

    def __rmod__(self, other):
        return _operand(other) % self

    def __pow__(self, other, modulo=None):
        other = _operand(other)
        if other is NotImplemented:
            return other
        if modulo is not None:
            return Decimal(pow(int(self), int(other), int(modulo)))
        context = getcontext()
        if not (self.is_finite() and other.is_finite()):
            _release.unsupported('powers of infinite decimals')
        power = int(other)
        if other != power:
            if self == 0:
                return Decimal(0)
            if self._sign:
                return context._raise(InvalidOperation, result=Decimal('NaN'))
            with localcontext() as wide:
                wide.prec = context.prec + 6
                found = (self.ln() * other).exp()
            return +found
        if power == 0:
            if self == 0:
                return context._raise(InvalidOperation, result=Decimal('NaN'))
            return Decimal(1)
        sign = self._sign & power
        if power < 0:
            if not self._coef:
                return Decimal._make(sign, 0, 'F')
            with localcontext() as wide:
                wide.prec = context.prec + 4
                found = Decimal(1) / (self ** -power)
            return +found
        return Decimal._make(sign, self._coef ** power, self._exp * power)._rounded()

    def __rpow__(self, other):
        return _operand(other) ** self

    def sqrt(self, context=None):
        """Return the square root of self."""
        context = context or getcontext()
        if self._exp == 'F' and not self._sign or self.is_nan():
            return self
        if self._sign and self._coef or self._exp == 'F':
            return context._raise(InvalidOperation, result=Decimal('NaN'))
        if not self._coef:
            return Decimal._make(self._sign, 0, self._exp // 2)
        # The ideal exponent is half of the operand's; one digit more than needed is computed.
        exp, coef = self._exp, self._coef
        if exp % 2:
            coef *= 10
            exp -= 1
        length = len(str(coef)) + 1 >> 1
        shift = context.prec + 1 - length
        if shift >= 0:
            coef *= 100 ** shift
            exact = True
        else:
            coef, rest = divmod(coef, 100 ** -shift)
            exact = not rest
        root = _math.isqrt(coef)
        exact = exact and root * root == coef
        place = exp // 2 - shift
        if exact:
            while place < self._exp // 2 and root % 10 == 0:
                root //= 10
                place += 1
        elif root % 5 == 0:
            root += 1
        half_even = context.copy()
        half_even.rounding = ROUND_HALF_EVEN
        return Decimal._make(0, root, place)._rounded(half_even)

    def exp(self, context=None):
        """Returns e ** self."""
        prec = getcontext().prec
        with localcontext() as wide:
            halvings = max(0, self.adjusted() + 8) * 4
            # Each squaring doubles the error.
            wide.prec = prec + 10 + max(0, self.adjusted()) + halvings // 3
            x = self / (2 ** halvings)
            total = term = Decimal(1)
            n = 0
            while True:
                n += 1
                term = term * x / n
                if not term or total.adjusted() - term.adjusted() > wide.prec:
                    break
                total += term
            for _ in range(halvings):
                total *= total
        return +total

    def ln(self, context=None):
        """Returns the natural (base e) logarithm of self."""
        if self._sign or not self._coef:
            if not self._coef:
                return Decimal._make(1, 0, 'F')
            return getcontext()._raise(InvalidOperation, result=Decimal('NaN'))
        if self == 1:
            return Decimal(0)
        prec = getcontext().prec
        with localcontext() as wide:
            wide.prec = prec + 12
            shift = self.adjusted()
            x = Decimal._make(0, self._coef, self._exp - shift)
            found = _log_near_one(x) + shift * _log_near_one(Decimal(10))
        return +found

    def log10(self, context=None):
        """Returns the base 10 logarithm of self."""
        if self._coef and not self._sign and str(self._coef).strip('0') == '1':
            return Decimal(self.adjusted())
        prec = getcontext().prec
        with localcontext() as wide:
            wide.prec = prec + 6
            found = self.ln() / Decimal(10).ln()
        return +found

    def conjugate(self):
        return self

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def fma(self, other, third, context=None):
        """Fused multiply-add."""
        other = _convert(other)
        exact = Decimal._make(self._sign ^ other._sign, self._coef * other._coef,
                              self._exp + other._exp)
        return exact + _convert(third)

    def same_quantum(self, other, context=None):
        return self._exp == _convert(other)._exp

    def number_class(self, context=None):
        if self.is_nan():
            return 'sNaN' if self.is_snan() else 'NaN'
        sign = '-' if self._sign else '+'
        kind = 'Infinity' if self.is_infinite() else 'Normal' if self._coef else 'Zero'
        return sign + kind

    def scaleb(self, other, context=None):
        return Decimal._make(self._sign, self._coef, self._exp + int(other))._rounded()

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self if type(self) is Decimal else self.__class__(str(self))

    def __deepcopy__(self, memo):
        return self.__copy__()


def _log_near_one(x):
    """The logarithm by roots and the series of the area tangent."""
    doublings = 0
    while abs(x - 1) > Decimal('0.01'):
        x = x.sqrt()
        doublings += 1
    y = (x - 1) / (x + 1)
    square = y * y
    total, term, n = y, y, 1
    while term and total.adjusted() - term.adjusted() <= getcontext().prec:
        term *= square
        n += 2
        total += term / n
    return total * 2 ** (doublings + 1)


def _abs_text(number, kind):
    """A number's text without its sign, as a kind of format shows it."""
    if not number.is_finite():
        return number.copy_abs()
    digits = str(number._coef)
    if kind in ('f', 'F', '%'):
        if number._exp >= 0:
            return digits + '0' * number._exp if number._coef else '0'
        digits = digits.rjust(1 - number._exp, '0')
        return f'{digits[:number._exp]}.{digits[number._exp:]}'
    if kind in ('e', 'E'):
        point = '.' + digits[1:] if len(digits) > 1 else ''
        return f'{digits[0]}{point}{kind}{number.adjusted():+d}'
    text = str(number.copy_abs())
    return text.replace('E', 'e') if kind == 'g' else text


Decimal.__module__ = 'decimal'
_numbers.Number.register(Decimal)


def _operand(other):
    if isinstance(other, Decimal):
        return other
    if isinstance(other, int):
        return Decimal(other)
    return NotImplemented


def _convert(other):
    found = _operand(other)
    if found is NotImplemented:
        raise TypeError(f'conversion from {type(other).__name__} to Decimal is not supported')
    return found


def _comparable(other, equality):
    if isinstance(other, (Decimal, int)):
        return _operand(other)
    if isinstance(other, float):
        context = getcontext()
        if equality:
            context.flags[FloatOperation] = True
        else:
            context._raise(FloatOperation)
        return Decimal.from_float(other)
    if isinstance(other, _numbers.Rational):
        from fractions import Fraction

        class _Exact(Decimal):
            __slots__ = ('_fraction',)

            def _key(self):
                return self._fraction
        made = _Exact._make(0, 1, 0)
        made._fraction = Fraction(other)
        return made
    if isinstance(other, complex) and equality and other.imag == 0:
        return Decimal.from_float(other.real)
    return NotImplemented


DefaultContext = Context(prec=28, rounding=ROUND_HALF_EVEN,
                         traps=[InvalidOperation, DivisionByZero, Overflow])
BasicContext = Context(prec=9, rounding=ROUND_HALF_UP,
                       traps=[InvalidOperation, DivisionByZero, Overflow, Underflow, Clamped])
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, traps=[])
del _name, _method
