"""Extract, format and print information about Python stack traces."""

import sys

import _release
import _traceback

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only',
           'format_list', 'format_stack', 'format_tb', 'print_exc', 'format_exc',
           'print_exception', 'print_last', 'print_stack', 'print_tb', 'clear_frames',
           'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb',
           'print_list']


class FrameSummary:
    """Information about a single frame from a traceback."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_line',
                 'locals', '_text')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._line = line
        self.locals = None if locals is None else {k: repr(v) for k, v in locals.items()}
        self._text = None

    @property
    def line(self):
        return None if self._line is None else self._line.strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename == other.filename and self.lineno == other.lineno
                    and self.name == other.name and self.locals == other.locals)
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'

    def __len__(self):
        return 4


def _line_of(code, lineno):
    text = _traceback.source(code)
    if text is None or lineno is None:
        return ''
    lines = text.split('\n')
    return lines[lineno - 1] if 0 < lineno <= len(lines) else ''


def walk_stack(f):
    """Walk a stack yielding the frame and line number for each frame."""
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Walk a traceback yielding the frame and line number for each frame."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _cut(items, limit):
    """The first `limit` of the items, or the last for a negative limit."""
    if limit is None:
        limit = getattr(sys, 'tracebacklimit', None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return items
    return items[:limit] if limit >= 0 else items[limit:]


class StackSummary(list):
    """A list of FrameSummary objects, representing a stack of frames."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        made = cls()
        for f, lineno in _cut(list(frame_gen), limit):
            code = f.f_code
            made.append(FrameSummary(code.co_filename, lineno, code.co_name,
                                     line=_line_of(code, lineno),
                                     locals=f.f_locals if capture_locals else None))
        return made

    @classmethod
    def from_list(cls, a_list):
        made = cls()
        for frame in a_list:
            if isinstance(frame, FrameSummary):
                made.append(frame)
            else:
                filename, lineno, name, line = frame
                made.append(FrameSummary(filename, lineno, name, line=line))
        return made

    def format_frame_summary(self, frame_summary):
        text = frame_summary._text
        if text is None:
            text = (f'  File "{frame_summary.filename}", line {frame_summary.lineno}, '
                    f'in {frame_summary.name}\n')
            if frame_summary.line:
                text += f'    {frame_summary.line}\n'
        if frame_summary.locals:
            for name, value in sorted(frame_summary.locals.items()):
                text += f'    {name} = {value}\n'
        return text

    def format(self, **kwargs):
        made = []
        last, count = None, 0
        for frame in self:
            key = (frame.filename, frame.lineno, frame.name)
            if key != last:
                _repeated(made, count)
                last, count = key, 0
            count += 1
            if count <= 3:
                made.append(self.format_frame_summary(frame))
        _repeated(made, count)
        return made


def _repeated(made, count):
    if count > 3:
        more = count - 3
        made.append(f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n')


def extract_tb(tb, limit=None):
    """Return a StackSummary object of the entries of a traceback."""
    made = StackSummary()
    if tb is None:
        return made
    for entry in _cut(_traceback.entries(tb), limit):
        filename, lineno, end_lineno, colno, end_colno, name, line, text = entry
        frame = FrameSummary(filename, lineno, name, line=line or '', end_lineno=end_lineno,
                             colno=colno, end_colno=end_colno)
        frame._text = text
        made.append(frame)
    return made


def extract_stack(f=None, limit=None):
    """Extract the raw traceback from the current stack frame."""
    if f is None:
        f = sys._getframe().f_back
    frames = list(walk_stack(f))
    if limit is not None:
        frames = frames[:limit] if limit >= 0 else frames[limit:]
    made = StackSummary.extract(frames)
    made.reverse()
    return made


def format_list(extracted_list):
    """Format a list of tuples or FrameSummary objects for printing."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Print the list of tuples as returned by extract_tb() or extract_stack()."""
    for item in StackSummary.from_list(extracted_list).format():
        print(item, file=file or sys.stderr, end='')


def format_tb(tb, limit=None):
    """A shorthand for 'format_list(extract_tb(tb, limit))'."""
    return extract_tb(tb, limit=limit).format()


def print_tb(tb, limit=None, file=None):
    """Print up to 'limit' stack trace entries from the traceback."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_stack(f=None, limit=None):
    """Shorthand for 'format_list(extract_stack(f, limit))'."""
    if f is None:
        f = sys._getframe().f_back
    return format_list(extract_stack(f, limit=limit))


def print_stack(f=None, limit=None, file=None):
    """Print a stack trace from its invocation point."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit=limit), file=file)


class TracebackException:
    """An exception ready for rendering."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, **kwargs):
        self._exc_type = exc_type
        self.exc_type_str = _type_name(exc_type)
        self.stack = extract_tb(exc_traceback, limit=limit)
        self.__notes__ = getattr(exc_value, '__notes__', None)
        self._str = str(exc_value)
        self._only = _only(exc_type, exc_value, exc_traceback is not None)
        whole = (exc_value is not None and limit is None
                 and exc_value.__traceback__ is exc_traceback)
        self._report = _traceback.report(exc_value) if whole else None
        self.__cause__ = self.__context__ = None
        self.__suppress_context__ = getattr(exc_value, '__suppress_context__', False)
        if exc_value is not None:
            seen = kwargs.get('_seen') or set()
            seen.add(id(exc_value))
            for name in ('__cause__', '__context__'):
                other = getattr(exc_value, name)
                if other is not None and id(other) not in seen:
                    setattr(self, name, TracebackException(type(other), other, other.__traceback__,
                                                           limit=limit, _seen=seen))

    @property
    def exc_type(self):
        if not _release.lacks('traceback.exc_type_str'):
            import warnings
            warnings.warn('Deprecated in 3.13. Use exc_type_str instead.', DeprecationWarning,
                          stacklevel=2)
        return self._exc_type

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Create a TracebackException from an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, **kwargs):
        yield from self._only

    def format(self, *, chain=True, **kwargs):
        if chain and self._report is not None:
            yield from _pieces(self._report)
            return
        if chain:
            if self.__cause__ is not None:
                yield from self.__cause__.format()
                yield ('\nThe above exception was the direct cause of the following exception:'
                       '\n\n')
            elif self.__context__ is not None and not self.__suppress_context__:
                yield from self.__context__.format()
                yield ('\nDuring handling of the above exception, another exception occurred:'
                       '\n\n')
        if self.stack:
            yield 'Traceback (most recent call last):\n'
            yield from self.stack.format()
        yield from self._only

    def print(self, *, file=None, chain=True, **kwargs):
        """Print the result of self.format(chain=chain) to 'file'."""
        for line in self.format(chain=chain):
            print(line, file=file or sys.stderr, end='')


def _pieces(report):
    """A report in the pieces that format_exception() gives: an entry's lines belong together."""
    made = []
    for line in report.splitlines(keepends=True):
        if made and line.startswith('    ') and made[-1].startswith('  File "'):
            made[-1] += line
        elif made and line.startswith('The above') or line.startswith('During handling'):
            made[-1] += line
        elif made and line == '\n' and made[-1].startswith(('\nThe above', '\nDuring')):
            made[-1] += line
        else:
            made.append(line)
    return made


def _type_name(exc_type):
    if exc_type is None:
        return None
    module = exc_type.__module__
    if module in ('__main__', 'builtins'):
        return exc_type.__qualname__
    return f'{module}.{exc_type.__qualname__}'


def _only(exc_type, exc_value, has_traceback=False):
    if exc_value is None:
        return ['NoneType: None\n'] if exc_type is None else [_type_name(exc_type) + '\n']
    notes = getattr(exc_value, '__notes__', None)
    text = _traceback.exception_only(exc_value, has_traceback)
    if isinstance(exc_value, SyntaxError):
        return text.splitlines(keepends=True)
    if isinstance(notes, (list, tuple)):
        tail = [f'{note}\n' for note in notes]
        whole = ''.join(tail)
        if tail and text.endswith(whole):
            parts = [line for note in tail for line in note.splitlines(keepends=True)]
            return [text[:-len(whole)], *parts]
    return [text]


_nothing = object()


def _pair(exc, value, tb):
    if value is _nothing and tb is _nothing:
        if exc is None:
            return None, None, None
        if not isinstance(exc, BaseException):
            raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
        return type(exc), exc, exc.__traceback__
    if value is _nothing or tb is _nothing:
        raise ValueError('Both or neither of value and tb must be given')
    return (type(value) if value is not None else exc), value, tb


def format_exception(exc, /, value=_nothing, tb=_nothing, limit=None, chain=True, **kwargs):
    """Format a stack trace and the exception information."""
    kind, value, tb = _pair(exc, value, tb)
    return list(TracebackException(kind, value, tb, limit=limit).format(chain=chain))


def format_exception_only(exc, /, value=_nothing, **kwargs):
    """Format the exception part of a traceback."""
    if value is _nothing:
        value = exc
    return _only(type(value), value) if value is not None else _only(None, None)


def print_exception(exc, /, value=_nothing, tb=_nothing, limit=None, file=None, chain=True,
                    **kwargs):
    """Print exception up to 'limit' stack trace entries from 'tb' to 'file'."""
    kind, value, tb = _pair(exc, value, tb)
    TracebackException(kind, value, tb, limit=limit).print(file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """Like print_exc() but return a string."""
    return ''.join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Shorthand for 'print_exception(sys.exception(), limit=limit, file=file, chain=chain)'."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    """Print the last unhandled exception."""
    if not hasattr(sys, 'last_exc') and not hasattr(sys, 'last_type'):
        raise ValueError('no last exception')
    print_exception(sys.last_value, limit=limit, file=file, chain=chain)


def clear_frames(tb):
    """Clear all references to local variables in the frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next
