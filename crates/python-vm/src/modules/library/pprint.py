"""Support to pretty-print lists, tuples, & dictionaries recursively."""

import collections
import dataclasses
import sys
import types
from io import StringIO

__all__ = ['pprint', 'pformat', 'isreadable', 'isrecursive', 'saferepr', 'PrettyPrinter', 'pp']


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False, **kwargs):
    """Pretty-print a Python object to a stream [default is sys.stdout]."""
    PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact,
                  sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False, **kwargs):
    """Format a Python object into a pretty-printed representation."""
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact,
                         sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Pretty-print a Python object, dictionaries in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """Version of repr() which can handle recursive data structures."""
    return PrettyPrinter()._repr(object, set(), 0)


def isreadable(object):
    """Determine if saferepr(object) is readable by eval()."""
    return '<' not in saferepr(object)


def isrecursive(object):
    """Determine if object requires a recursive representation."""
    return '<Recursion on ' in saferepr(object)


def _order(item):
    return _Ordered(item[0]), item[0].__class__.__name__


class _Ordered:
    """Sorts what cannot be compared by type and address."""

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return ((str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj)))


def _by_order(items):
    return sorted(items, key=_Ordered)


class PrettyPrinter:
    """Handles pretty-printing operations onto a stream using a set of configured parameters."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False,
                 sort_dicts=True, underscore_numbers=False, **kwargs):
        if indent < 0:
            raise ValueError('indent must be >= 0')
        if depth is not None and depth <= 0:
            raise ValueError('depth must be > 0')
        if not width:
            raise ValueError('width must be != 0')
        self._indent = indent
        self._width = width
        self._depth = depth
        self._stream = stream
        self._compact = compact
        self._sort = sort_dicts
        self._underscores = underscore_numbers

    def pprint(self, object):
        (self._stream or sys.stdout).write(self.pformat(object) + '\n')

    def pformat(self, object):
        out = StringIO()
        self._format(object, out, 0, 0, set(), 0)
        return out.getvalue()

    def isreadable(self, object):
        return isreadable(object)

    def isrecursive(self, object):
        return isrecursive(object)

    def _repr(self, object, context, level):
        """On one line."""
        kind = type(object)
        if kind is int and self._underscores:
            return f'{object:_d}'
        method = kind.__repr__
        if method in (dict.__repr__, list.__repr__, tuple.__repr__):
            if not object:
                return repr(object)
            if self._depth and level >= self._depth:
                return {dict: '{...}', list: '[...]', tuple: '(...)'}[
                    next(t for t in (dict, list, tuple) if issubclass(kind, t))]
            if id(object) in context:
                return _recursion(object)
            context.add(id(object))
            if issubclass(kind, dict):
                items = sorted(object.items(), key=_order) if self._sort else object.items()
                text = ', '.join(f'{self._repr(k, context, level + 1)}: '
                                 f'{self._repr(v, context, level + 1)}' for k, v in items)
                text = f'{{{text}}}'
            else:
                text = ', '.join(self._repr(o, context, level + 1) for o in object)
                if issubclass(kind, list):
                    text = f'[{text}]'
                else:
                    text = f'({text},)' if len(object) == 1 else f'({text})'
            context.remove(id(object))
            return text
        return repr(object)

    def _format(self, object, out, indent, allowance, context, level):
        if id(object) in context:
            out.write(_recursion(object))
            return
        text = self._repr(object, context, level)
        room = self._width - indent - allowance
        if len(text) > room:
            kind = type(object)
            handler = self._handlers.get(kind.__repr__)
            if handler is not None:
                context.add(id(object))
                handler(self, object, out, indent, allowance, context, level + 1)
                context.remove(id(object))
                return
            if (dataclasses.is_dataclass(object) and not isinstance(object, type)
                    and object.__dataclass_params__.repr
                    and getattr(type(object).__repr__, '__globals__', {}).get('__name__') == 'reprlib'):
                context.add(id(object))
                self._dataclass(object, out, indent, allowance, context, level + 1)
                context.remove(id(object))
                return
        out.write(text)

    def _dataclass(self, object, out, indent, allowance, context, level):
        name = object.__class__.__name__
        out.write(name + '(')
        items = [(f.name, getattr(object, f.name)) for f in dataclasses.fields(object) if f.repr]
        self._named(items, out, indent + len(name) + 1, allowance, context, level)
        out.write(')')

    def _namespace(self, object, out, indent, allowance, context, level):
        name = ('namespace' if type(object) is types.SimpleNamespace
                else object.__class__.__name__)
        out.write(name + '(')
        self._named(object.__dict__.items(), out, indent + len(name) + 1, allowance, context, level)
        out.write(')')

    def _named(self, items, out, indent, allowance, context, level):
        items = list(items)
        for index, (key, value) in enumerate(items):
            last = index == len(items) - 1
            out.write(f'{key}=')
            if id(value) in context:
                out.write('...')
            else:
                self._format(value, out, indent + len(key) + 1, allowance if last else 1, context,
                             level)
            if not last:
                out.write(',\n' + ' ' * indent)

    def _dict(self, object, out, indent, allowance, context, level):
        out.write('{' + ' ' * (self._indent - 1))
        items = sorted(object.items(), key=_order) if self._sort else list(object.items())
        indent += self._indent
        items = list(items)
        for index, (key, value) in enumerate(items):
            last = index == len(items) - 1
            shown = self._repr(key, context, level)
            out.write(shown + ': ')
            self._format(value, out, indent + len(shown) + 2, allowance + 1 if last else 1, context,
                         level)
            if not last:
                out.write(',\n' + ' ' * indent)
        out.write('}')

    def _ordered_dict(self, object, out, indent, allowance, context, level):
        if not object:
            out.write(repr(object))
            return
        name = object.__class__.__name__
        out.write(name + '(')
        self._format(list(object.items()), out, indent + len(name) + 1, allowance + 1, context,
                     level)
        out.write(')')

    def _list(self, object, out, indent, allowance, context, level):
        out.write('[')
        self._items(object, out, indent, allowance + 1, context, level)
        out.write(']')

    def _tuple(self, object, out, indent, allowance, context, level):
        out.write('(')
        end = ',)' if len(object) == 1 else ')'
        self._items(object, out, indent, allowance + len(end), context, level)
        out.write(end)

    def _set(self, object, out, indent, allowance, context, level):
        if not object:
            out.write(repr(object))
            return
        if type(object) is set:
            out.write('{')
            end = '}'
        else:
            name = object.__class__.__name__
            out.write(name + '({')
            end = '})'
            indent += len(name) + 1
        self._items(_by_order(object), out, indent, allowance + len(end), context, level)
        out.write(end)

    def _items(self, items, out, indent, allowance, context, level):
        indent += self._indent
        if self._indent > 1:
            out.write(' ' * (self._indent - 1))
        between = ',\n' + ' ' * indent
        delimiter = ''
        room = full = self._width - indent + 1
        items = list(items)
        for index, item in enumerate(items):
            last = index == len(items) - 1
            if last:
                full -= allowance
                room -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                width = len(text) + 2
                if room < width:
                    room = full
                    if delimiter:
                        delimiter = between
                if room >= width:
                    room -= width
                    out.write(delimiter + text)
                    delimiter = ', '
                    continue
            out.write(delimiter)
            delimiter = between
            self._format(item, out, indent, allowance if last else 1, context, level)

    def _str(self, object, out, indent, allowance, context, level):
        if not object:
            out.write(repr(object))
            return
        chunks = []
        lines = object.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        width = most = self._width - indent
        for index, line in enumerate(lines):
            if index == len(lines) - 1:
                most -= allowance
            if len(repr(line)) <= most:
                chunks.append(repr(line))
                continue
            parts, start = [], 0
            for at in range(1, len(line) + 1):
                if at == len(line) or line[at - 1].isspace() and not line[at].isspace():
                    parts.append(line[start:at])
                    start = at
            current = ''
            for number, part in enumerate(parts):
                room = most if number == len(parts) - 1 and index == len(lines) - 1 else width
                if len(repr(current + part)) > room:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current += part
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            out.write(chunks[0])
            return
        if level == 1:
            out.write('(')
        out.write(('\n' + ' ' * indent).join(chunks))
        if level == 1:
            out.write(')')

    def _proxy(self, object, out, indent, allowance, context, level):
        out.write('mappingproxy(')
        self._format(object.copy(), out, indent + 13, allowance + 1, context, level)
        out.write(')')

    def _default_dict(self, object, out, indent, allowance, context, level):
        factory = self._repr(object.default_factory, context, level)
        name = object.__class__.__name__
        indent += len(name) + 1
        out.write(f'{name}({factory},\n{" " * indent}')
        self._dict(object, out, indent, allowance + 1, context, level)
        out.write(')')

    def _counter(self, object, out, indent, allowance, context, level):
        name = object.__class__.__name__
        out.write(name + '({')
        items = object.most_common()
        indent += len(name) + 1
        indent += self._indent
        for index, (key, value) in enumerate(items):
            last = index == len(items) - 1
            shown = self._repr(key, context, level)
            out.write(shown + ': ')
            self._format(value, out, indent + len(shown) + 2, allowance + 2 if last else 1, context,
                         level)
            if not last:
                out.write(',\n' + ' ' * indent)
        out.write('})')

    def _deque(self, object, out, indent, allowance, context, level):
        name = object.__class__.__name__
        indent += len(name) + 1
        out.write(name + '([')
        end = '])' if object.maxlen is None else f'],\n{" " * indent}maxlen={object.maxlen})'
        self._items(object, out, indent, 2, context, level)
        out.write(end)

    _handlers = {dict.__repr__: _dict, list.__repr__: _list, tuple.__repr__: _tuple,
                 set.__repr__: _set, frozenset.__repr__: _set, str.__repr__: _str,
                 collections.OrderedDict.__repr__: _ordered_dict,
                 types.MappingProxyType.__repr__: _proxy,
                 types.SimpleNamespace.__repr__: _namespace,
                 collections.defaultdict.__repr__: _default_dict,
                 collections.Counter.__repr__: _counter, collections.deque.__repr__: _deque}


def _recursion(object):
    return f'<Recursion on {type(object).__name__} with id={id(object)}>'
