"""JSON (JavaScript Object Notation)."""

import _release

__all__ = ['dump', 'dumps', 'load', 'loads', 'JSONDecoder', 'JSONDecodeError', 'JSONEncoder']

_escapes = {'\\': '\\\\', '"': '\\"', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r',
            '\t': '\\t'}
_unescapes = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}
_infinity = float('inf')


class JSONDecodeError(ValueError):
    """A text that is no JSON, with the place where it ceases to be."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        super().__init__(f'{msg}: line {lineno} column {colno} (char {pos})')
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


JSONDecodeError.__module__ = 'json.decoder'


def _quote(text, ascii_only):
    if text.isalnum() and text.isascii():
        return f'"{text}"'
    made = ['"']
    for char in text:
        code = ord(char)
        if char in _escapes:
            made.append(_escapes[char])
        elif code < 32 or code > 126 and ascii_only and code < 0x10000:
            made.append(f'\\u{code:04x}')
        elif code > 0xffff and ascii_only:
            code -= 0x10000
            made.append(f'\\u{0xd800 | code >> 10:04x}\\u{0xdc00 | code & 0x3ff:04x}')
        else:
            made.append(char)
    made.append('"')
    return ''.join(made)


class JSONEncoder:
    """Extensible JSON encoder for Python data structures."""

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """Return a serializable object for an object of another type, or raise TypeError."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """Return a JSON string representation of a Python data structure."""
        return ''.join(self._pieces(o, 0, set()))

    def iterencode(self, o, _one_shot=False):
        """Encode the given object and yield each string representation as available."""
        return self._pieces(o, 0, set())

    def _number(self, value):
        if isinstance(value, float):
            if value != value:
                text = 'NaN'
            elif value in (_infinity, -_infinity):
                text = 'Infinity' if value > 0 else '-Infinity'
            else:
                return float.__repr__(value)
            if not self.allow_nan:
                raise ValueError('Out of range float values are not JSON compliant: ' + repr(value))
            return text
        return int.__repr__(value)

    def _simple(self, o):
        """The text of what is no container; None for anything else."""
        if isinstance(o, str):
            return _quote(o, self.ensure_ascii)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, (int, float)):
            return self._number(o)
        return None

    def _pieces(self, o, depth, seen):
        text = self._simple(o)
        if text is not None:
            yield text
            return
        if self.check_circular:
            if id(o) in seen:
                raise ValueError('Circular reference detected')
            seen.add(id(o))
        if isinstance(o, (list, tuple)):
            yield from self._container(o, '[]', self._pieces, depth, seen)
        elif isinstance(o, dict):
            items = sorted(o.items()) if self.sort_keys else o.items()
            yield from self._container(items, '{}', self._pair, depth, seen)
        else:
            yield from self._pieces(self.default(o), depth, seen)
        seen.discard(id(o))

    def _pair(self, item, depth, seen):
        key, value = item
        if not isinstance(key, str):
            text = None if not isinstance(key, (int, float, type(None))) else self._simple(key)
            if text is None:
                raise TypeError(f'keys must be str, int, float, bool or None, '
                                f'not {key.__class__.__name__}')
            key = text
        yield _quote(key, self.ensure_ascii)
        yield self.key_separator
        yield from self._pieces(value, depth, seen)

    def _container(self, items, brackets, each, depth, seen):
        if self.skipkeys and brackets == '{}':
            items = [item for item in items
                     if isinstance(item[0], (str, int, float, type(None)))]
        if not items:
            yield brackets
            return
        yield brackets[0]
        indent = self.indent
        if indent is not None:
            if isinstance(indent, int):
                indent = ' ' * indent
            newline = '\n' + indent * (depth + 1)
            yield newline
            between = self.item_separator + newline
        else:
            between = self.item_separator
        first = True
        for item in items:
            if not first:
                yield between
            first = False
            yield from each(item, depth + 1, seen)
        if indent is not None:
            yield '\n' + indent * depth
        yield brackets[1]


JSONEncoder.__module__ = 'json.encoder'


class JSONDecoder:
    """Simple JSON decoder."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 strict=True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or {'-Infinity': -_infinity, 'Infinity': _infinity,
                                                 'NaN': float('nan')}.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        """Return the Python representation of a JSON text."""
        self._keys = {}
        value, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError('Extra data', s, end)
        return value

    def raw_decode(self, s, idx=0):
        """Decode a JSON document from s and return it with the index where it ended."""
        if not hasattr(self, '_keys'):
            self._keys = {}
        return self._value(s, idx)

    def _value(self, s, at):
        char = s[at:at + 1]
        if char == '"':
            return self._string(s, at + 1)
        if char == '{':
            return self._object(s, at + 1)
        if char == '[':
            return self._array(s, at + 1)
        for word, value in (('null', None), ('true', True), ('false', False)):
            if s.startswith(word, at):
                return value, at + len(word)
        for word in ('NaN', 'Infinity', '-Infinity'):
            if s.startswith(word, at):
                return self.parse_constant(word), at + len(word)
        if char and char in '-0123456789':
            return self._number(s, at)
        raise JSONDecodeError('Expecting value', s, at)

    def _number(self, s, start):
        at = start + (s[start] == '-')
        if s[at:at + 1] == '0':
            at += 1
        else:
            first = at
            at = _digits(s, at)
            if at == first:
                raise JSONDecodeError('Expecting value', s, start)
        whole = at
        if s[at:at + 1] == '.' and _digits(s, at + 1) > at + 1:
            at = _digits(s, at + 1)
        if s[at:at + 1] in ('e', 'E'):
            sign = at + 1 + (s[at + 1:at + 2] in ('+', '-'))
            if _digits(s, sign) > sign:
                at = _digits(s, sign)
        if at == whole:
            return self.parse_int(s[start:at]), at
        return self.parse_float(s[start:at]), at

    def _string(self, s, at):
        begin = at - 1
        made = []
        while True:
            start = at
            while at < len(s) and s[at] not in '"\\' and s[at] >= ' ':
                at += 1
            made.append(s[start:at])
            if at >= len(s):
                raise JSONDecodeError('Unterminated string starting at', s, begin)
            char = s[at]
            if char == '"':
                return ''.join(made), at + 1
            if char != '\\':
                if self.strict:
                    raise JSONDecodeError('Invalid control character at', s, at)
                made.append(char)
                at += 1
                continue
            at += 1
            if at >= len(s):
                raise JSONDecodeError('Unterminated string starting at', s, begin)
            char = s[at]
            if char != 'u':
                if char not in _unescapes:
                    raise JSONDecodeError('Invalid \\escape', s, at - 1)
                made.append(_unescapes[char])
                at += 1
                continue
            code = _hex(s, at + 1)
            at += 5
            if 0xd800 <= code <= 0xdbff and s.startswith('\\u', at):
                low = _hex(s, at + 2)
                if 0xdc00 <= low <= 0xdfff:
                    code = 0x10000 + ((code - 0xd800) << 10 | low - 0xdc00)
                    at += 6
            made.append(chr(code))

    def _object(self, s, at):
        pairs = []
        at = _skip(s, at)
        if s[at:at + 1] == '}':
            return self._made(pairs), at + 1
        while True:
            if s[at:at + 1] != '"':
                raise JSONDecodeError('Expecting property name enclosed in double quotes', s, at)
            key, at = self._string(s, at + 1)
            key = self._keys.setdefault(key, key)
            at = _skip(s, at)
            if s[at:at + 1] != ':':
                raise JSONDecodeError("Expecting ':' delimiter", s, at)
            value, at = self._value(s, _skip(s, at + 1))
            pairs.append((key, value))
            at = _skip(s, at)
            char = s[at:at + 1]
            if char == '}':
                return self._made(pairs), at + 1
            if char != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            comma = at
            at = _skip(s, at + 1)
            if s[at:at + 1] == '}' and _names_commas:
                raise JSONDecodeError('Illegal trailing comma before end of object', s, comma)

    def _made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        made = dict(pairs)
        return made if self.object_hook is None else self.object_hook(made)

    def _array(self, s, at):
        values = []
        at = _skip(s, at)
        if s[at:at + 1] == ']':
            return values, at + 1
        while True:
            value, at = self._value(s, at)
            values.append(value)
            at = _skip(s, at)
            char = s[at:at + 1]
            if char == ']':
                return values, at + 1
            if char != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            comma = at
            at = _skip(s, at + 1)
            if s[at:at + 1] == ']' and _names_commas:
                raise JSONDecodeError('Illegal trailing comma before end of array', s, comma)


JSONDecoder.__module__ = 'json.decoder'


def _skip(s, at):
    while at < len(s) and s[at] in ' \t\n\r':
        at += 1
    return at


def _digits(s, at):
    while at < len(s) and '0' <= s[at] <= '9':
        at += 1
    return at


def _hex(s, at):
    digits = s[at:at + 4]
    try:
        if len(digits) == 4 and digits.isalnum():
            return int(digits, 16)
    except ValueError:
        pass
    raise JSONDecodeError('Invalid \\uXXXX escape', s, at - 1)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None,
          indent=None, separators=None, default=None, sort_keys=False, **kw):
    """Serialize obj to a JSON formatted str."""
    return (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
        allow_nan=allow_nan, indent=indent, separators=separators, default=default,
        sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    """Serialize obj as a JSON formatted stream to fp."""
    fp.write(dumps(obj, **kw))


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    """Deserialize a JSON document to a Python object."""
    if isinstance(s, str):
        if s.startswith('\ufeff'):
            raise JSONDecodeError('Unexpected UTF-8 BOM (decode using utf-8-sig)', s, 0)
    elif isinstance(s, (bytes, bytearray)):
        s = s.decode()
    else:
        raise TypeError(f'the JSON object must be str, bytes or bytearray, '
                        f'not {s.__class__.__name__}')
    return (cls or JSONDecoder)(object_hook=object_hook, parse_float=parse_float,
                                parse_int=parse_int, parse_constant=parse_constant,
                                object_pairs_hook=object_pairs_hook, **kw).decode(s)


def load(fp, **kw):
    """Deserialize a JSON document from a file."""
    return loads(fp.read(), **kw)


_names_commas = _release.series not in ('3.11', '3.12')
