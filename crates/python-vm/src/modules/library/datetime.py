"""Concrete date/time and related types."""

import time as _time

import _release

__all__ = ['date', 'datetime', 'time', 'timedelta', 'timezone', 'tzinfo', 'MINYEAR', 'MAXYEAR',
           'UTC']

MINYEAR, MAXYEAR = 1, 9999
_old_words = _release.series in ('3.11', '3.12')
_days_in_month = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
_month_names = [None, 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov',
                'Dec']
_day_names = [None, 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400


def _month_length(year, month):
    return 29 if month == 2 and _is_leap(year) else _days_in_month[month]


def _ordinal(year, month, day):
    return (_days_before_year(year) + sum(_month_length(year, m) for m in range(1, month)) + day)


def _from_ordinal(n):
    year = (n - 1) * 400 // 146097 + 1
    while _days_before_year(year + 1) < n:
        year += 1
    while _days_before_year(year) >= n:
        year -= 1
    n -= _days_before_year(year)
    month = 1
    while n > _month_length(year, month):
        n -= _month_length(year, month)
        month += 1
    return year, month, n


def _check_number(value, name='integer'):
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        raise TypeError("'float' object cannot be interpreted as an integer")
    try:
        return value.__index__()
    except AttributeError:
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer"
                        ) from None


def _check_date(year, month, day):
    year, month, day = map(_check_number, (year, month, day))
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f'year {year} is out of range' if _release.series in ('3.11', '3.12', '3.13')
                         else f'year must be in {MINYEAR}..{MAXYEAR}, not {year}')
    if not 1 <= month <= 12:
        raise ValueError('month must be in 1..12' if _release.series in ('3.11', '3.12', '3.13')
                         else f'month must be in 1..12, not {month}')
    last = _month_length(year, month)
    if not 1 <= day <= last:
        raise ValueError('day is out of range for month'
                         if _release.series in ('3.11', '3.12', '3.13')
                         else f'day {day} must be in range 1..{last} for month {month} in year '
                              f'{year}')
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    for name, value, most in (('hour', hour, 23), ('minute', minute, 59), ('second', second, 59),
                              ('microsecond', microsecond, 999999)):
        if not 0 <= _check_number(value) <= most:
            raise ValueError(f'{name} must be in 0..{most}'
                             if _release.series in ('3.11', '3.12', '3.13')
                             else f'{name} must be in 0..{most}, not {value}')
    if fold not in (0, 1):
        raise ValueError('fold must be either 0 or 1')
    return hour, minute, second, microsecond, fold


@_release.written_in_c
class timedelta:
    """Difference between two datetime values."""

    __slots__ = ('_days', '_seconds', '_microseconds', '_hash')

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        parts = ((days, 86400000000), (seconds, 1000000), (microseconds, 1), (milliseconds, 1000),
                 (minutes, 60000000), (hours, 3600000000), (weeks, 604800000000))
        total, rest = 0, 0.0
        for value, unit in parts:
            if isinstance(value, int):
                total += value * unit
            elif isinstance(value, float):
                whole = int(value)
                total += whole * unit
                exact = (value - whole) * unit
                total += int(exact)
                rest += exact - int(exact)
            else:
                name = ('days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours',
                        'weeks')[[unit for _, unit in parts].index(unit)]
                raise TypeError(f'unsupported type for timedelta {name} component: '
                                f'{type(value).__name__}')
        return cls._of(total + round(rest))

    @classmethod
    def _of(cls, microseconds):
        self = object.__new__(cls)
        seconds, self._microseconds = divmod(microseconds, 1000000)
        self._days, self._seconds = divmod(seconds, 86400)
        if abs(self._days) > 999999999:
            raise OverflowError(f'days={self._days}; must have magnitude <= 999999999')
        return self

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1000000 + self._microseconds

    days = property(lambda self: self._days)
    seconds = property(lambda self: self._seconds)
    microseconds = property(lambda self: self._microseconds)

    def total_seconds(self):
        """Total seconds in the duration."""
        return self._total() / 1000000

    def __repr__(self):
        parts = [f'{name}={value}' for name, value in
                 (('days', self._days), ('seconds', self._seconds),
                  ('microseconds', self._microseconds)) if value]
        return f'datetime.{type(self).__qualname__}({", ".join(parts) or "0"})'

    def __str__(self):
        minutes, seconds = divmod(self._seconds, 60)
        hours, minutes = divmod(minutes, 60)
        text = f'{hours}:{minutes:02d}:{seconds:02d}'
        if self._days:
            plural = 's' if abs(self._days) != 1 else ''
            text = f'{self._days} day{plural}, {text}'
        if self._microseconds:
            text += f'.{self._microseconds:06d}'
        return text

    def __add__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() + other._total())
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() - other._total())
        return NotImplemented

    def __rsub__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(other._total() - self._total())
        return NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return self

    def __abs__(self):
        return -self if self._days < 0 else self

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_round(self._total() * a, b))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        if isinstance(other, int):
            return timedelta._of(self._total() // other)
        return NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_divide_round(self._total(), other))
        if isinstance(other, float):
            a, b = other.as_integer_ratio()
            return timedelta._of(_divide_round(b * self._total(), a))
        return NotImplemented

    def __mod__(self, other):
        if isinstance(other, timedelta):
            return timedelta._of(self._total() % other._total())
        return NotImplemented

    def __divmod__(self, other):
        if isinstance(other, timedelta):
            quotient, rest = divmod(self._total(), other._total())
            return quotient, timedelta._of(rest)
        return NotImplemented

    def __eq__(self, other):
        return self._total() == other._total() if isinstance(other, timedelta) else NotImplemented

    def __lt__(self, other):
        return self._total() < other._total() if isinstance(other, timedelta) else NotImplemented

    def __le__(self, other):
        return self._total() <= other._total() if isinstance(other, timedelta) else NotImplemented

    def __gt__(self, other):
        return self._total() > other._total() if isinstance(other, timedelta) else NotImplemented

    def __ge__(self, other):
        return self._total() >= other._total() if isinstance(other, timedelta) else NotImplemented

    def __hash__(self):
        return hash((self._days, self._seconds, self._microseconds))

    def __bool__(self):
        return self._total() != 0

    def __reduce__(self):
        return type(self), (self._days, self._seconds, self._microseconds)


def _divide_round(a, b):
    """a / b, halves to even."""
    quotient, rest = divmod(a, b)
    rest *= 2
    if (rest > b if b > 0 else rest < b) or rest == b and quotient % 2 == 1:
        quotient += 1
    return quotient


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta._of((999999999 * 86400 + 86399) * 1000000 + 999999)
timedelta.resolution = timedelta(microseconds=1)


def _strftime(moment, format, tuple_):
    made = []
    letters = iter(format)
    for letter in letters:
        if letter == '%':
            kind = next(letters, '')
            if kind == 'f':
                made.append(f'{getattr(moment, "microsecond", 0):06d}')
                continue
            if kind in 'zZ':
                offset = moment.utcoffset() if hasattr(moment, 'utcoffset') else None
                if kind == 'Z':
                    made.append((moment.tzname() or '') if offset is not None else '')
                else:
                    made.append(_offset_text(offset, '') if offset is not None else '')
                continue
            made.append(_time.strftime('%' + kind, tuple_))
        else:
            made.append(letter)
    return ''.join(made)


def _offset_text(offset, colon=':'):
    total = offset._total() // 1000000
    sign = '-' if total < 0 else '+'
    hours, rest = divmod(abs(total), 3600)
    text = f'{sign}{hours:02d}{colon}{rest // 60:02d}'
    return text + f'{colon}{rest % 60:02d}' if rest % 60 else text


@_release.written_in_c
class date:
    """date(year, month, day) --> date object"""

    __slots__ = ('_year', '_month', '_day')

    def __new__(cls, year, month=None, day=None):
        self = object.__new__(cls)
        if month is None or day is None:
            place, name = (2, 'month') if month is None else (3, 'day')
            function = 'function' if _release.series < '3.15' else f'{cls.__name__}()'
            raise TypeError(f"{function} missing required argument '{name}' (pos {place})")
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    @classmethod
    def fromtimestamp(cls, t):
        """Construct a date from a POSIX timestamp."""
        return cls(*_time.localtime(t)[:3])

    @classmethod
    def today(cls):
        """Construct a date from time.time()."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n):
        """Construct a date from a proleptic Gregorian ordinal."""
        if n < 1:
            raise ValueError('ordinal must be >= 1')
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, text):
        """Construct a date from a string in ISO 8601 format."""
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        return cls(*_parse_date(text, text))

    year = property(lambda self: self._year)
    month = property(lambda self: self._month)
    day = property(lambda self: self._day)

    def __repr__(self):
        return f'datetime.{type(self).__qualname__}({self._year}, {self._month}, {self._day})'

    def isoformat(self):
        """Return the date formatted according to ISO."""
        return f'{self._year:04d}-{self._month:02d}-{self._day:02d}'

    __str__ = isoformat

    def ctime(self):
        """Return ctime() style string."""
        return (f'{_day_names[self.isoweekday()]} {_month_names[self._month]} {self._day:2d} '
                f'00:00:00 {self._year:04d}')

    def strftime(self, format):
        """Format using strftime()."""
        return _strftime(self, format, self.timetuple())

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def timetuple(self):
        """Return local time tuple compatible with time.localtime()."""
        return _time.struct_time((self._year, self._month, self._day, 0, 0, 0, self.weekday(),
                                  self._yearday(), -1))

    def _yearday(self):
        return self.toordinal() - _days_before_year(self._year)

    def toordinal(self):
        """Return proleptic Gregorian ordinal."""
        return _ordinal(self._year, self._month, self._day)

    def replace(self, year=None, month=None, day=None):
        """Return a new date with new values for the specified fields."""
        return type(self)(self._year if year is None else year,
                          self._month if month is None else month,
                          self._day if day is None else day)

    __replace__ = replace

    def _key(self):
        return self._year, self._month, self._day

    def __eq__(self, other):
        if isinstance(other, date) and not isinstance(other, datetime):
            return self._key() == other._key()
        return NotImplemented

    def _compare(self, other, test):
        if isinstance(other, date) and not isinstance(other, datetime):
            return test(self._key(), other._key())
        return NotImplemented

    def __lt__(self, other):
        return self._compare(other, lambda a, b: a < b)

    def __le__(self, other):
        return self._compare(other, lambda a, b: a <= b)

    def __gt__(self, other):
        return self._compare(other, lambda a, b: a > b)

    def __ge__(self, other):
        return self._compare(other, lambda a, b: a >= b)

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if isinstance(other, timedelta):
            n = self.toordinal() + other.days
            if not 0 < n <= _ordinal(MAXYEAR, 12, 31):
                raise OverflowError('date value out of range')
            return type(self).fromordinal(n)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def weekday(self):
        """Return the day of the week: Monday is 0."""
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        """Return the day of the week: Monday is 1."""
        return self.toordinal() % 7 or 7

    def isocalendar(self):
        """Return a named tuple containing ISO year, week number, and weekday."""
        thursday = self.toordinal() - self.weekday() + 3
        year = _from_ordinal(thursday)[0]
        return IsoCalendarDate((year, (thursday - _days_before_year(year) - 1) // 7 + 1,
                                self.isoweekday()))

    def __reduce__(self):
        return type(self), self._key()


class IsoCalendarDate(tuple):
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return (f'datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})')


def _parse_date(text, whole):
    digits = text.replace('-', '')
    if text.count('-') in (0, 2) and len(digits) == 8 and digits.isdigit() and (
            '-' not in text or text[4] == text[7] == '-'):
        return int(digits[:4]), int(digits[4:6]), int(digits[6:])
    raise ValueError(f'Invalid isoformat string: {whole!r}')


def _parse_time(text, whole):
    zone = None
    at = max(text.find('+'), text.find('-'))
    if text.endswith('Z'):
        text, zone = text[:-1], timezone.utc
    elif at > 0:
        hours, minutes = text[at + 1:at + 3], text[at + 3:].lstrip(':')
        zone = timezone(timedelta(hours=int(hours), minutes=int(minutes or 0))
                        * (-1 if text[at] == '-' else 1))
        text = text[:at]
    clock, dot, fraction = text.partition('.')
    digits = clock.replace(':', '')
    if not digits.isdigit() or len(digits) not in (2, 4, 6) or dot and not fraction.isdigit():
        raise ValueError(f'Invalid isoformat string: {whole!r}')
    parts = [int(digits[at:at + 2] or 0) for at in (0, 2, 4)]
    return (*parts, int((fraction + '000000')[:6]) if fraction else 0, zone)


date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(days=1)


class tzinfo:
    """Abstract base class for time zone info objects."""

    def tzname(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement tzname()')

    def utcoffset(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement utcoffset()')

    def dst(self, dt):
        raise NotImplementedError('a tzinfo subclass must implement dst()')

    def fromutc(self, dt):
        return dt + dt.utcoffset()


@_release.written_in_c
class timezone(tzinfo):
    """Fixed offset from UTC implementation of tzinfo."""

    def __init__(self, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(f'timezone() argument 1 must be datetime.timedelta, '
                            f'not {type(offset).__name__}')
        if not timedelta(-1) < offset < timedelta(1):
            raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and '
                             f'timedelta(hours=24), not {offset!r}')
        self._offset, self._name = offset, name

    def utcoffset(self, dt):
        return self._offset

    def dst(self, dt):
        return None

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return 'UTC' + _offset_text(self._offset) if self._offset else 'UTC'

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return 'datetime.timezone.utc'
        if self._name is None:
            return f'datetime.timezone({self._offset!r})'
        return f'datetime.timezone({self._offset!r}, {self._name!r})'

    def __str__(self):
        return self.tzname(None)


timezone.utc = UTC = timezone(timedelta(0))
timezone.min, timezone.max = timezone(-timedelta(hours=23, minutes=59)), timezone(
    timedelta(hours=23, minutes=59))


class _Clock:
    """What `time` and `datetime` share."""

    __slots__ = ()
    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    def _set_clock(self, hour, minute, second, microsecond, tz, fold):
        (self._hour, self._minute, self._second, self._microsecond,
         self._fold) = _check_time(hour, minute, second, microsecond, fold)
        if tz is not None and not isinstance(tz, tzinfo):
            raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, "
                            f"not type '{type(tz).__name__}'")
        self._tzinfo = tz

    def utcoffset(self):
        """Return the timezone offset as timedelta, or None."""
        return None if self._tzinfo is None else self._tzinfo.utcoffset(self)

    def tzname(self):
        """Return the timezone name, or None."""
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def dst(self):
        """Return the daylight saving offset, or None."""
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def _clock_text(self, timespec):
        if timespec == 'auto':
            timespec = 'microseconds' if self._microsecond else 'seconds'
        text = f'{self._hour:02d}'
        if timespec != 'hours':
            text += f':{self._minute:02d}'
        if timespec not in ('hours', 'minutes'):
            text += f':{self._second:02d}'
        if timespec == 'milliseconds':
            text += f'.{self._microsecond // 1000:03d}'
        elif timespec == 'microseconds':
            text += f'.{self._microsecond:06d}'
        offset = self.utcoffset()
        return text if offset is None else text + _offset_text(offset)

    def _clock_repr(self, first):
        parts = [self._hour, self._minute]
        if self._second or self._microsecond:
            parts.append(self._second)
        if self._microsecond:
            parts.append(self._microsecond)
        text = ', '.join(map(str, (*first, *parts)))
        if self._tzinfo is not None:
            text += f', tzinfo={self._tzinfo!r}'
        if self._fold:
            text += ', fold=1'
        return f'datetime.{type(self).__qualname__}({text})'


@_release.written_in_c
class time(_Clock):
    """time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object"""

    __slots__ = ('_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold')

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        self._set_clock(hour, minute, second, microsecond, tzinfo, fold)
        return self

    @classmethod
    def fromisoformat(cls, text):
        """Construct a time from a string in ISO 8601 format."""
        return cls(*_parse_time(text.lstrip('T'), text))

    def isoformat(self, timespec='auto'):
        """Return the time formatted according to ISO."""
        return self._clock_text(timespec)

    __str__ = isoformat

    def __repr__(self):
        return self._clock_repr(())

    def strftime(self, format):
        """Format using strftime()."""
        return _strftime(self, format, _time.struct_time(
            (1900, 1, 1, self._hour, self._minute, self._second, 0, 1, -1)))

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def replace(self, **changes):
        """Return a new time with new values for the specified fields."""
        given = {name: getattr(self, name) for name in ('hour', 'minute', 'second', 'microsecond',
                                                        'tzinfo', 'fold')}
        return type(self)(**{**given, **changes})

    def _key(self):
        offset = self.utcoffset() or timedelta(0)
        return ((self._hour * 60 + self._minute) * 60 + self._second) * 1000000 + (
            self._microsecond) - offset._total()

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, time) else NotImplemented

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, time) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, time) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, time) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, time) else NotImplemented

    def __hash__(self):
        return hash(self._key())


time.min, time.max, time.resolution = time(0), time(23, 59, 59, 999999), timedelta(microseconds=1)


@_release.written_in_c
class datetime(_Clock, date):
    """datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])"""

    __slots__ = ('_hour', '_minute', '_second', '_microsecond', '_tzinfo', '_fold')

    def __new__(cls, year, month=None, day=None, hour=0, minute=0, second=0, microsecond=0,
                tzinfo=None, *, fold=0):
        self = date.__new__(cls, year, month, day)
        self._set_clock(hour, minute, second, microsecond, tzinfo, fold)
        return self

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """Construct a datetime from a POSIX timestamp."""
        whole, fraction = divmod(timestamp, 1)
        micro = round(fraction * 1000000)
        made = cls(1970, 1, 1) + timedelta(seconds=int(whole), microseconds=micro)
        return made if tz is None else tz.fromutc(made.replace(tzinfo=tz))

    @classmethod
    def utcfromtimestamp(cls, t):
        """Construct a naive UTC datetime from a POSIX timestamp."""
        return cls.fromtimestamp(t)

    @classmethod
    def now(cls, tz=None):
        """Construct a datetime from time.time() and optional time zone info."""
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        """Construct a UTC datetime from time.time()."""
        return cls.fromtimestamp(_time.time())

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        """Construct a datetime from a given date and a given time."""
        return cls(date.year, date.month, date.day, time.hour, time.minute, time.second,
                   time.microsecond, time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, text):
        """Construct a datetime from a string in ISO 8601 format."""
        if not isinstance(text, str):
            raise TypeError('fromisoformat: argument must be str')
        at = 10 if text[4:5] == '-' else 8
        found = _parse_date(text[:at], text)
        return cls(*found, *_parse_time(text[at + 1:], text)) if text[at:] else cls(*found)

    @classmethod
    def strptime(cls, text, format):
        """Parse a string by a format."""
        return _strptime(cls, text, format)

    def date(self):
        """Return date object with same year, month and day."""
        return date(self._year, self._month, self._day)

    def time(self):
        """Return time object with same time but with tzinfo=None."""
        return time(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        """Return time object with same time and tzinfo."""
        return time(self._hour, self._minute, self._second, self._microsecond, self._tzinfo)

    def isoformat(self, sep='T', timespec='auto'):
        """Return the time formatted according to ISO."""
        return f'{date.isoformat(self)}{sep}{self._clock_text(timespec)}'

    def __str__(self):
        return self.isoformat(sep=' ')

    def __repr__(self):
        return self._clock_repr((self._year, self._month, self._day))

    def ctime(self):
        """Return ctime() style string."""
        return date.ctime(self).replace('00:00:00', f'{self._hour:02d}:{self._minute:02d}:'
                                                    f'{self._second:02d}', 1)

    def timetuple(self):
        """Return local time tuple compatible with time.localtime()."""
        return _time.struct_time((self._year, self._month, self._day, self._hour, self._minute,
                                  self._second, self.weekday(), self._yearday(), -1))

    def replace(self, **changes):
        """Return a new datetime with new values for the specified fields."""
        given = {name: getattr(self, name) for name in (
            'year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold')}
        return type(self)(**{**given, **changes})

    __replace__ = replace

    def timestamp(self):
        """Return POSIX timestamp as float."""
        return (self._instant() - _epoch) / 1000000

    def astimezone(self, tz=None):
        """Convert to local time in a new timezone."""
        tz = timezone.utc if tz is None else tz
        offset = self.utcoffset() or timedelta(0)
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def _plain(self):
        """Microseconds since the year 1, as the clock shows."""
        return ((self.toordinal() * 24 + self._hour) * 60 + self._minute) * 60000000 + (
            self._second * 1000000 + self._microsecond)

    def _instant(self):
        offset = self.utcoffset()
        return self._plain() - (offset._total() if offset is not None else 0)

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return NotImplemented if not isinstance(other, date) else False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            return False
        return self._instant() == other._instant()

    def _compare(self, other, test):
        if not isinstance(other, datetime):
            if isinstance(other, date) and _old_words:
                raise TypeError("can't compare datetime.datetime to datetime.date")
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return test(self._instant(), other._instant())

    def __hash__(self):
        return hash(self._instant())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        days, rest = divmod(self._plain() + other._total(), 86400000000)
        if not 0 < days <= _ordinal(MAXYEAR, 12, 31):
            raise OverflowError('date value out of range')
        seconds, micro = divmod(rest, 1000000)
        return type(self)(*_from_ordinal(days), seconds // 3600, seconds // 60 % 60, seconds % 60,
                          micro, tzinfo=self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta._of(self._instant() - other._instant())

    def __reduce__(self):
        return type(self), (self._year, self._month, self._day, self._hour, self._minute,
                            self._second, self._microsecond, self._tzinfo)


def _strptime(cls, text, format):
    import re
    names = {'Y': r'\d{4}', 'm': r'1[0-2]|0[1-9]|[1-9]', 'd': r'3[01]|[12]\d|0[1-9]|[1-9]',
             'H': r'2[0-3]|[01]\d|\d', 'M': r'[0-5]\d|\d', 'S': r'6[01]|[0-5]\d|\d',
             'f': r'\d{1,6}', 'y': r'\d\d', 'I': r'1[0-2]|0[1-9]|[1-9]', 'p': 'AM|PM|am|pm',
             'b': '[A-Za-z]{3}', 'B': '[A-Za-z]+', 'a': '[A-Za-z]{3}', 'A': '[A-Za-z]+',
             'z': r'[+-]\d\d:?\d\d|Z'}
    pattern, letters = '', iter(format)
    for letter in letters:
        if letter == '%':
            kind = next(letters, '')
            if kind == '%':
                pattern += '%'
            elif kind in names:
                pattern += f'(?P<{kind}>{names[kind]})'
            else:
                raise ValueError(f"'{kind}' is a bad directive in format '{format}'")
        else:
            pattern += r'\s+' if letter.isspace() else re.escape(letter)
    found = re.match(pattern, text, re.I)
    if found is None:
        raise ValueError(f'time data {text!r} does not match format {format!r}')
    if found.end() != len(text):
        raise ValueError(f'unconverted data remains: {text[found.end():]}')
    given = found.groupdict()
    year = int(given.get('Y') or 1900)
    if 'y' in given:
        year = int(given['y']) + (2000 if int(given['y']) < 69 else 1900)
    month = int(given.get('m') or 1)
    name = given.get('b') or given.get('B')
    if name:
        month = _month_names.index(name[:3].capitalize())
    hour = int(given.get('H') or 0)
    if 'I' in given:
        hour = int(given['I']) % 12 + 12 * (given.get('p', '').lower() == 'pm')
    zone = given.get('z')
    tz = _parse_time('00' + zone, text)[-1] if zone else None
    if tz is not None and not tz._offset:
        tz = timezone.utc
    return cls(year, month, int(given.get('d') or 1), hour, int(given.get('M') or 0),
               int(given.get('S') or 0), int((given.get('f') or '0').ljust(6, '0')), tz)


datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_epoch = datetime(1970, 1, 1)._plain()
