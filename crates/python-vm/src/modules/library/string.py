"""A collection of string constants."""

__all__ = ['ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'capwords', 'digits', 'hexdigits',
           'octdigits', 'printable', 'punctuation', 'whitespace', 'Formatter', 'Template']

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalize each word, joined by one separator."""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


class Template:
    """A string class for supporting $-substitutions."""

    delimiter = '$'

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """Pairs of literal text and of a placeholder: a name, '' for the delimiter, None if wrong."""
        text = self.template
        at = 0
        while True:
            found = text.find(self.delimiter, at)
            if found < 0:
                yield text[at:], '', '', len(text)
                return
            start = found + len(self.delimiter)
            literal = text[at:found]
            if text.startswith(self.delimiter, start):
                at = start + len(self.delimiter)
                yield literal + self.delimiter, '', '', found
                continue
            braced = text.startswith('{', start)
            end = first = start + braced
            while end < len(text) and (text[end] == '_' or text[end].isascii()
                                       and (text[end].isalpha()
                                            or end > first and text[end].isdigit())):
                end += 1
            name = text[first:end]
            if braced:
                name = name if text.startswith('}', end) else ''
                end += 1
            if not name:
                yield literal, None, self.delimiter, found
                at = start
            else:
                yield literal, name, text[found:end], found
                at = end

    def _invalid(self, place):
        lines = self.template[:place].splitlines(keepends=True)
        if not lines:
            column, line = 1, 1
        else:
            column, line = place - len(''.join(lines[:-1])), len(lines)
        raise ValueError(f'Invalid placeholder in string: line {line}, col {column}')

    def substitute(self, mapping={}, /, **kws):
        made = []
        for literal, name, shown, place in self._parts():
            made.append(literal)
            if name is None:
                self._invalid(place)
            if name:
                made.append(str(kws[name] if name in kws else mapping[name]))
        return ''.join(made)

    def safe_substitute(self, mapping={}, /, **kws):
        made = []
        for literal, name, shown, place in self._parts():
            made.append(literal)
            if name is None:
                made.append(shown)
            elif name:
                try:
                    made.append(str(kws[name] if name in kws else mapping[name]))
                except KeyError:
                    made.append(shown)
        return ''.join(made)

    def is_valid(self):
        return all(name is not None for literal, name, shown, place in self._parts())

    def get_identifiers(self):
        found = []
        for literal, name, shown, place in self._parts():
            if name and name not in found:
                found.append(name)
        return found


class Formatter:
    """Formats as str.format() does, by methods that can be overridden."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        return self._vformat(format_string, args, kwargs, [0], 2)

    def _vformat(self, format_string, args, kwargs, number, depth):
        if depth < 0:
            raise ValueError('Max string recursion exceeded')
        made = []
        for literal, field, spec, conversion in self.parse(format_string):
            made.append(literal)
            if field is None:
                continue
            if field == '' or field[0] in '.[':
                field = f'{number[0]}{field}'
                number[0] += 1
            obj, used = self.get_field(field, args, kwargs)
            obj = self.convert_field(obj, conversion)
            spec = self._vformat(spec, args, kwargs, number, depth - 1)
            made.append(self.format_field(obj, spec))
        return ''.join(made)

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion in ('s', 'r', 'a'):
            return {'s': str, 'r': repr, 'a': ascii}[conversion](value)
        raise ValueError(f'Unknown conversion specifier {conversion!s}')

    def parse(self, format_string):
        """Tuples of literal text, field name, format spec and conversion."""
        literal, at = '', 0
        while at < len(format_string):
            char = format_string[at]
            at += 1
            if char in '{}' and format_string.startswith(char, at):
                yield literal + char, None, None, None
                literal = ''
                at += 1
            elif char == '}':
                raise ValueError("Single '}' encountered in format string")
            elif char == '{':
                depth, start = 1, at
                while depth:
                    if at == len(format_string):
                        raise ValueError("expected '}' before end of string")
                    depth += {'{': 1, '}': -1}.get(format_string[at], 0)
                    at += 1
                field, colon, spec = format_string[start:at - 1].partition(':')
                field, mark, conversion = field.partition('!')
                yield literal, field, spec, conversion if mark else None
                literal = ''
            else:
                literal += char
        if literal:
            yield literal, None, None, None

    def get_field(self, field_name, args, kwargs):
        end = min((i for i in (field_name.find('.'), field_name.find('[')) if i >= 0),
                  default=len(field_name))
        first, rest = field_name[:end], field_name[end:]
        if first.isdigit():
            first = int(first)
        obj = self.get_value(first, args, kwargs)
        while rest:
            if rest[0] == '.':
                end = min((i for i in (rest.find('.', 1), rest.find('[', 1)) if i >= 0),
                          default=len(rest))
                obj = getattr(obj, rest[1:end])
                rest = rest[end:]
            else:
                key, _, rest = rest[1:].partition(']')
                obj = obj[int(key) if key.isdigit() else key]
        return obj, first
