"""Basic statistics module."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from decimal import Decimal
from fractions import Fraction

import _release

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean', 'geometric_mean',
           'harmonic_mean', 'linear_regression', 'mean', 'median', 'median_grouped', 'median_high',
           'median_low', 'mode', 'multimode', 'pstdev', 'pvariance', 'quantiles', 'stdev',
           'variance']


class StatisticsError(ValueError):
    pass


def _sum(data):
    """The type, exact sum and number of the data."""
    kind, total, count = int, Fraction(0), 0
    for value in data:
        kind = _coerce(kind, type(value))
        total += _exact(value)
        count += 1
    return kind, total, count


def _exact(value):
    try:
        return Fraction(*value.as_integer_ratio())
    except AttributeError:
        raise TypeError(f"can't convert type '{type(value).__name__}' to numerator/denominator"
                        ) from None


def _coerce(a, b):
    if a is b or b is int or b is bool:
        return a
    if a is int:
        return b
    if issubclass(b, a):
        return b
    if issubclass(a, b):
        return a
    if issubclass(a, Fraction) and issubclass(b, float):
        return b
    if issubclass(a, float) and issubclass(b, Fraction):
        return a
    raise TypeError(f"don't know how to coerce {a.__name__} and {b.__name__}")


def _convert(value, kind):
    if type(value) is kind:
        return value
    if issubclass(kind, int) and value.denominator != 1:
        kind = float
    if issubclass(kind, Decimal):
        return kind(value.numerator) / value.denominator
    return kind(value)


def mean(data):
    """Return the sample arithmetic mean of data."""
    kind, total, n = _sum(data)
    if n < 1:
        raise StatisticsError('mean requires at least one data point')
    return _convert(total / n, kind)


def fmean(data, weights=None):
    """Convert data to floats and compute the arithmetic mean."""
    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError('fmean requires at least one data point')
        return math.fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError('data and weights must be the same length')
    total = math.fsum(weights)
    if not total:
        raise StatisticsError('sum of weights must be non-zero')
    return math.fsum(x * w for x, w in zip(data, weights)) / total


def geometric_mean(data):
    """Convert data to floats and compute the geometric mean."""
    data = list(data)
    if not data:
        raise StatisticsError('Must have a non-empty dataset')
    return math.exp(fmean(map(math.log, data)))


def harmonic_mean(data, weights=None):
    """Return the harmonic mean of data."""
    data = list(data)
    if not data:
        raise StatisticsError('harmonic_mean requires at least one data point')
    weights = [1] * len(data) if weights is None else list(weights)
    if any(x < 0 for x in data):
        raise StatisticsError('harmonic mean does not support negative values')
    if 0 in data:
        return 0
    kind, total, _ = _sum(w / x if isinstance(x, float) else Fraction(w) / _exact(x)
                          for w, x in zip(weights, data))
    kind = float if kind is Fraction and not any(isinstance(x, Fraction) for x in data) else kind
    return _convert(sum(weights) / total, kind)


def median(data):
    """Return the median (middle value) of numeric data."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError('no median for empty data')
    if n % 2 == 1:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    """Return the low median of numeric data."""
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[(len(data) - 1) // 2]


def median_high(data):
    """Return the high median of data."""
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    """Estimates the median for numeric data binned around the midpoints of intervals."""
    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError('no median for empty data')
    x = data[n // 2]
    i, j = bisect_left(data, x), bisect_right(data, x)
    return float(x) - interval / 2.0 + interval * (n / 2 - i) / (j - i)


def mode(data):
    """Return the most common data point from discrete or nominal data."""
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError('no mode for empty data')
    return pairs[0][0]


def multimode(data):
    """Return a list of the most frequently occurring values."""
    counts = Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method='exclusive'):
    """Divide data into n continuous intervals with equal probability."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    length = len(data)
    if length < 2:
        if _release.series in ('3.11', '3.12') or not length:
            raise StatisticsError('must have at least two data points'
                                  if _release.series in ('3.11', '3.12')
                                  else 'must have at least one data point')
        return data * (n - 1)
    found = []
    if method == 'inclusive':
        m = length - 1
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            found.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
    elif method == 'exclusive':
        m = length + 1
        for i in range(1, n):
            j = min(max(i * m // n, 1), length - 1)
            delta = i * m - j * n
            found.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
    else:
        raise ValueError(f'Unknown method: {method!r}')
    return found


def _spread(data, center):
    """The type, exact sum of squares and number."""
    data = list(data)
    kind, total, n = _sum(data)
    if not n:
        return kind, Fraction(0), 0
    middle = total / n if center is None else _exact(center)
    return kind, sum(((_exact(x) - middle) ** 2 for x in data), Fraction(0)), n


def variance(data, xbar=None):
    """Return the sample variance of data."""
    kind, squares, n = _spread(data, xbar)
    if n < 2:
        raise StatisticsError('variance requires at least two data points')
    return _convert(squares / (n - 1), kind)


def pvariance(data, mu=None):
    """Return the population variance of data."""
    kind, squares, n = _spread(data, mu)
    if n < 1:
        raise StatisticsError('pvariance requires at least one data point')
    return _convert(squares / n, kind)


def _root(square, kind):
    """The square root of a fraction, rounded once."""
    if issubclass(kind, Decimal):
        return (Decimal(square.numerator) / square.denominator).sqrt()
    n, m = square.numerator, square.denominator
    if not n:
        return 0.0
    q = (n.bit_length() - m.bit_length() - 109) // 2
    if q >= 0:
        root, factor = _root_to_odd(n, m << 2 * q) << q, 1
    else:
        root, factor = _root_to_odd(n << -2 * q, m), 1 << -q
    return root / factor


def _root_to_odd(n, m):
    root = math.isqrt(n // m)
    return root | (root * root * m != n)


def stdev(data, xbar=None):
    """Return the square root of the sample variance."""
    kind, squares, n = _spread(data, xbar)
    if n < 2:
        raise StatisticsError('stdev requires at least two data points')
    return _root(squares / (n - 1), kind)


def pstdev(data, mu=None):
    """Return the square root of the population variance."""
    kind, squares, n = _spread(data, mu)
    if n < 1:
        raise StatisticsError('pstdev requires at least one data point')
    return _root(squares / n, kind)


def _deviations(x, y, name):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f'{name} requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError(f'{name} requires at least two data points')
    xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
    return xbar, ybar, [a - xbar for a in x], [b - ybar for b in y]


def covariance(x, y, /):
    """Return the sample covariance of two inputs."""
    xbar, ybar, dx, dy = _deviations(x, y, 'covariance')
    return math.fsum(a * b for a, b in zip(dx, dy)) / (len(x) - 1)


def correlation(x, y, /, *, method='linear'):
    """Pearson's correlation coefficient."""
    if method != 'linear':
        _release.unsupported('statistics.correlation() by ranks')
    xbar, ybar, dx, dy = _deviations(x, y, 'correlation')
    sxy = math.fsum(a * b for a, b in zip(dx, dy))
    sxx, syy = math.fsum(a * a for a in dx), math.fsum(b * b for b in dy)
    try:
        return sxy / math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant') from None


LinearRegression = namedtuple('LinearRegression', ('slope', 'intercept'))


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept for simple linear regression."""
    xbar, ybar, dx, dy = _deviations(x, y, 'linear regression')
    if proportional:
        dx, dy, xbar, ybar = x, y, 0.0, 0.0
    sxx = math.fsum(a * a for a in dx)
    if not sxx:
        raise StatisticsError('x is constant')
    slope = math.fsum(a * b for a, b in zip(dx, dy)) / sxx
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


class NormalDist:
    """Normal distribution of a random variable."""

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError('sigma must be non-negative')
        self._mu, self._sigma = float(mu), float(sigma)

    @classmethod
    def from_samples(cls, data):
        """Make a normal distribution instance from sample data."""
        data = list(data)
        return cls(fmean(data), stdev(data))

    mean = median = mode = property(lambda self: self._mu)
    stdev = property(lambda self: self._sigma)
    variance = property(lambda self: self._sigma ** 2)

    def pdf(self, x):
        """Probability density function."""
        if not self._sigma:
            raise StatisticsError('pdf() not defined when sigma is zero')
        difference = x - self._mu
        return (math.exp(difference * difference / (-2.0 * self._sigma ** 2))
                / math.sqrt(math.tau * self._sigma ** 2))

    def cdf(self, x):
        """Cumulative distribution function."""
        _release.unsupported('NormalDist.cdf()')

    inv_cdf = quantiles = overlap = samples = cdf

    def zscore(self, x):
        """Compute the Standard Score."""
        return (x - self._mu) / self._sigma

    def __repr__(self):
        return f'{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})'

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))
