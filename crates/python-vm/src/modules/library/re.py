"""Support for regular expressions (RE)."""

import enum
import functools

import _re
import _release

__all__ = ['match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer', 'compile',
           'purge', 'escape', 'error', 'Pattern', 'Match', 'A', 'I', 'L', 'M', 'S', 'X', 'U',
           'ASCII', 'IGNORECASE', 'LOCALE', 'MULTILINE', 'DOTALL', 'VERBOSE', 'UNICODE', 'NOFLAG',
           'RegexFlag', *_release.known('re', 'PatternError')]


class RegexFlag(enum.IntFlag):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128

    def __repr__(self):
        names = [f're.{m.name}' for m in RegexFlag if m.value and m.value & self.value]
        rest = self.value & ~sum(m.value for m in RegexFlag)
        if rest:
            names.append(hex(rest))
        return '|'.join(names) or 're.NOFLAG'

    __str__ = object.__str__


NOFLAG = RegexFlag.NOFLAG
ASCII = RegexFlag.ASCII
A = RegexFlag.A
IGNORECASE = RegexFlag.IGNORECASE
I = RegexFlag.I
LOCALE = RegexFlag.LOCALE
L = RegexFlag.L
UNICODE = RegexFlag.UNICODE
U = RegexFlag.U
MULTILINE = RegexFlag.MULTILINE
M = RegexFlag.M
DOTALL = RegexFlag.DOTALL
S = RegexFlag.S
VERBOSE = RegexFlag.VERBOSE
X = RegexFlag.X
DEBUG = RegexFlag.DEBUG


class _Error(Exception):
    """Exception raised for invalid regular expressions."""

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            msg = f'{msg} at position {pos}'
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f'{msg} (line {self.lineno}, column {self.colno})'
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


_Error.__module__ = 're'
_Error.__name__ = _Error.__qualname__ = (
    'error' if _release.lacks('re.PatternError') else 'PatternError')
error = _Error
PatternError = _Error

_end = 2 ** 62


@_release.written_in_c
class Pattern:
    """Compiled regular expression object."""

    __slots__ = ('pattern', 'flags', 'groups', 'groupindex', '_program', '__weakref__')

    def __new__(cls, *args):
        raise TypeError("cannot create 're.Pattern' instances")

    def __repr__(self):
        flags = self.flags
        if isinstance(self.pattern, str):
            flags &= ~32
        shown = repr(self.pattern)[:200]
        return f're.compile({shown}, {RegexFlag(flags)!r})' if flags else f're.compile({shown})'

    def __sizeof__(self):
        _release.unsupported('the size of a compiled expression')

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return (self.flags, self.pattern) == (other.flags, other.pattern)

    def __hash__(self):
        return hash((self.flags, self.pattern))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return _compile, (self.pattern, self.flags)

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)

    def _check(self, string):
        if isinstance(string, str):
            if not isinstance(self.pattern, str):
                raise TypeError('cannot use a bytes pattern on a string-like object')
        elif isinstance(self.pattern, str) and isinstance(string, (bytes, bytearray, memoryview)):
            raise TypeError('cannot use a string pattern on a bytes-like object')

    def _first(self, string, pos, endpos, how):
        self._check(string)
        spans = _re.find(self._program, string, pos, endpos, how)
        return None if spans is None else _match(self, string, pos, endpos, spans)

    def match(self, string, pos=0, endpos=_end):
        """Matches zero or more characters at the beginning of the string."""
        return self._first(string, pos, endpos, 1)

    def fullmatch(self, string, pos=0, endpos=_end):
        """Matches against all of the string."""
        return self._first(string, pos, endpos, 2)

    def search(self, string, pos=0, endpos=_end):
        """Scan through string looking for a match."""
        return self._first(string, pos, endpos, 0)

    def _all(self, string, pos=0, endpos=_end):
        self._check(string)
        return _re.find_all(self._program, string, pos, endpos)

    def findall(self, string, pos=0, endpos=_end):
        """Return a list of all non-overlapping matches of pattern in string."""
        empty = string[:0]
        found = []
        for spans in self._all(string, pos, endpos):
            parts = [string[start:end] if start >= 0 else empty
                     for start, end in zip(spans[::2], spans[1::2])]
            found.append(parts[0] if not self.groups else
                         parts[1] if self.groups == 1 else tuple(parts[1:]))
        return found

    def finditer(self, string, pos=0, endpos=_end):
        """Return an iterator over all non-overlapping matches."""
        return iter([_match(self, string, pos, endpos, spans)
                     for spans in self._all(string, pos, endpos)])

    def split(self, string, maxsplit=0):
        """Split string by the occurrences of pattern."""
        parts, last = [], 0
        for count, spans in enumerate(self._all(string)):
            if maxsplit and count >= maxsplit:
                break
            parts.append(string[last:spans[0]])
            parts.extend(string[start:end] if start >= 0 else None
                         for start, end in zip(spans[2::2], spans[3::2]))
            last = spans[1]
        parts.append(string[last:])
        return parts

    def sub(self, repl, string, count=0):
        """Return the string with the leftmost occurrences of pattern replaced."""
        return self.subn(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        """As sub(), with the number of replacements."""
        if not callable(repl):
            parts = _template(self, repl)
            literal = parts[0] if len(parts) == 1 and not isinstance(parts[0], int) else None
        made, last, done = [], 0, 0
        for spans in self._all(string):
            if count and done >= count:
                break
            made.append(string[last:spans[0]])
            if callable(repl):
                text = repl(_match(self, string, 0, _end, spans))
                made.append(string[:0] if text is None else text)
            elif literal is not None:
                made.append(literal)
            else:
                made.append(_filled(parts, string, spans))
            last = spans[1]
            done += 1
        if not done:
            return string, 0
        made.append(string[last:])
        return string[:0].join(made), done

    def scanner(self, string, pos=0, endpos=_end):
        _release.unsupported('Pattern.scanner()')


@_release.written_in_c
class Match:
    """The result of re.match() and re.search()."""

    __slots__ = ('re', 'string', 'pos', 'endpos', 'regs')

    def __new__(cls, *args):
        raise TypeError("cannot create 're.Match' instances")

    def __repr__(self):
        return f'<re.Match object; span={self.span()!r}, match={self.group()!r}>'

    def __sizeof__(self):
        _release.unsupported('the size of a match')

    def _number(self, group):
        number = group
        if not isinstance(group, int):
            number = self.re.groupindex.get(group, -1)
        if not 0 <= number <= self.re.groups:
            raise IndexError('no such group')
        return number

    def _text(self, group, default=None):
        start, end = self.regs[self._number(group)]
        return default if start < 0 else self.string[start:end]

    def group(self, *groups):
        """Return subgroup(s) of the match by indices or names."""
        if not groups:
            return self._text(0)
        if len(groups) == 1:
            return self._text(groups[0])
        return tuple(self._text(group) for group in groups)

    def __getitem__(self, group):
        return self._text(group)

    def groups(self, default=None):
        """Return a tuple containing all the subgroups of the match, from 1."""
        return tuple(self._text(number, default) for number in range(1, self.re.groups + 1))

    def groupdict(self, default=None):
        """Return a dictionary containing all the named subgroups of the match."""
        return {name: self._text(number, default) for name, number in self.re.groupindex.items()}

    def start(self, group=0, /):
        """Return index of the start of the substring matched by group."""
        return self.regs[self._number(group)][0]

    def end(self, group=0, /):
        """Return index of the end of the substring matched by group."""
        return self.regs[self._number(group)][1]

    def span(self, group=0, /):
        """For match object m, return the 2-tuple (m.start(group), m.end(group))."""
        return self.regs[self._number(group)]

    def expand(self, template):
        """Return the string obtained by doing backslash substitution on the template."""
        return _filled(_template(self.re, template), self.string,
                       [place for span in self.regs for place in span])

    @property
    def lastindex(self):
        """The group that was closed last."""
        best, found = -1, None
        for number, (start, end) in enumerate(self.regs):
            if number and start >= 0 and end > best:
                best, found = end, number
        return found

    @property
    def lastgroup(self):
        """The name of the last matched capturing group."""
        last = self.lastindex
        return next((name for name, number in self.re.groupindex.items() if number == last), None)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _match(pattern, string, pos, endpos, spans):
    made = object.__new__(Match)
    made.re = pattern
    made.string = string
    made.pos = max(0, min(pos, len(string)))
    made.endpos = max(0, min(endpos, len(string)))
    made.regs = tuple(zip(spans[::2], spans[1::2]))
    return made


def _filled(parts, string, spans):
    made = []
    for part in parts:
        if isinstance(part, int):
            start, end = spans[2 * part], spans[2 * part + 1]
            part = string[start:end] if start >= 0 else string[:0]
        made.append(part)
    return string[:0].join(made)


_simple = {'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\'}


@functools.lru_cache(512)
def _template(pattern, repl):
    """Texts and numbers of groups."""
    text = repl if isinstance(repl, str) else repl.decode('latin-1')
    parts, literal, at = [], '', 0

    def refer(number, place):
        nonlocal literal
        if number > pattern.groups:
            raise error(f'invalid group reference {number}', repl, place)
        if literal:
            parts.append(literal)
        literal = ''
        parts.append(number)

    while at < len(text):
        char = text[at]
        if char != '\\':
            literal += char
            at += 1
            continue
        if at + 1 == len(text):
            raise error('bad escape (end of pattern)', repl, at)
        char = text[at + 1]
        if char == 'g':
            if text[at + 2:at + 3] != '<':
                raise error('missing <', repl, at + 2)
            end = text.find('>', at)
            name = text[at + 3:end]
            if end < 0:
                raise error('missing >, unterminated name', repl, at + 3)
            if not name:
                raise error('missing group name', repl, at + 3)
            if name.isdigit():
                refer(int(name), at + 3)
            elif not name.isidentifier():
                raise error(f'bad character in group name {name!r}', repl, at + 3)
            elif name in pattern.groupindex:
                refer(pattern.groupindex[name], at + 3)
            else:
                raise IndexError(f'unknown group name {name!r}')
            at = end + 1
        elif char == '0':
            end = at + 2
            while end < at + 4 and text[end:end + 1] in tuple('01234567'):
                end += 1
            literal += chr(int(text[at + 1:end], 8) & 0xff)
            at = end
        elif char.isdigit():
            end = at + 2
            digits = text[at + 1:at + 4]
            if len(digits) == 3 and all(d in '01234567' for d in digits):
                literal += chr(int(digits, 8))
                at += 4
                continue
            if text[end:end + 1].isdigit():
                end += 1
            refer(int(text[at + 1:end]), at + 1)
            at = end
        elif char in _simple:
            literal += _simple[char]
            at += 2
        elif char.isascii() and char.isalpha():
            raise error(f'bad escape \\{char}', repl, at)
        else:
            literal += '\\' + char
            at += 2
    if literal or not parts:
        parts.append(literal)
    if isinstance(repl, str):
        return parts
    return [part if isinstance(part, int) else part.encode('latin-1') for part in parts]


_cache = {}


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags.value
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError('cannot process flags argument with a compiled pattern')
        return pattern
    known = _cache.get((type(pattern), pattern, flags))
    if known is not None:
        return known
    if not isinstance(pattern, (str, bytes, bytearray)):
        raise TypeError('first argument must be string or compiled pattern')
    if isinstance(pattern, str) and flags & 4:
        raise ValueError('cannot use LOCALE flag with a str pattern')
    if not isinstance(pattern, str) and flags & 32:
        raise ValueError('cannot use UNICODE flag with a bytes pattern')
    result = _re.compile(pattern, flags)
    if len(result) == 2:
        message, position = result
        if message.startswith('look-behind'):
            raise error(message)
        raise error(message, pattern, position)
    from types import MappingProxyType
    made = object.__new__(Pattern)
    made.pattern = pattern
    made._program, made.groups, names, made.flags = result
    made.groupindex = MappingProxyType(dict(names))
    if len(_cache) >= 512:
        del _cache[next(iter(_cache))]
    _cache[type(pattern), pattern, flags] = made
    return made


def compile(pattern, flags=0):
    """Compile a regular expression pattern, returning a Pattern object."""
    return _compile(pattern, flags)


def match(pattern, string, flags=0):
    """Try to apply the pattern at the start of the string."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """Try to apply the pattern to all of the string."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """Scan through string looking for a match to the pattern."""
    return _compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """Return the string with the leftmost occurrences of the pattern replaced."""
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """As sub(), with the number of replacements."""
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """Split the source string by the occurrences of the pattern."""
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """Return a list of all non-overlapping matches in the string."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Return an iterator over all non-overlapping matches in the string."""
    return _compile(pattern, flags).finditer(string)


def purge():
    """Clear the regular expression caches."""
    _cache.clear()
    _template.cache_clear()


_special = {i: '\\' + chr(i) for i in b'()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    """Escape special characters in a string."""
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, 'latin1').translate(_special).encode('latin1')
