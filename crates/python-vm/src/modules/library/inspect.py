"""Get useful information from live Python objects."""

import builtins
import functools
import sys
import types
from collections import OrderedDict, namedtuple
from keyword import iskeyword
from operator import attrgetter

import _release
import _traceback

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED = 1, 2, 4, 8, 16
CO_GENERATOR, CO_NOFREE, CO_COROUTINE, CO_ITERABLE_COROUTINE = 32, 64, 128, 256
CO_ASYNC_GENERATOR = 512
TPFLAGS_IS_ABSTRACT = 1 << 20


def ismodule(object):
    """Return true if the object is a module."""
    return isinstance(object, types.ModuleType)


def isclass(object):
    """Return true if the object is a class."""
    return isinstance(object, type)


def ismethod(object):
    """Return true if the object is an instance method."""
    return isinstance(object, types.MethodType)


def isfunction(object):
    """Return true if the object is a user-defined function."""
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    """Return true if the object is a built-in function or method."""
    return isinstance(object, types.BuiltinFunctionType)


def ismethodwrapper(object):
    """Return true if the object is a method wrapper."""
    return isinstance(object, types.MethodWrapperType)


def isroutine(object):
    """Return true if the object is any kind of function or method."""
    return (isbuiltin(object) or isfunction(object) or ismethod(object)
            or ismethoddescriptor(object) or ismethodwrapper(object))


def ismethoddescriptor(object):
    """Return true if the object is a method descriptor."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return (hasattr(kind, '__get__') and not hasattr(kind, '__set__')
            and (not hasattr(kind, '__delete__') or _release.series in ('3.11', '3.12')))


def isdatadescriptor(object):
    """Return true if the object is a data descriptor."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, '__set__') or hasattr(kind, '__delete__')


def ismemberdescriptor(object):
    """Return true if the object is a member descriptor."""
    return isinstance(object, types.MemberDescriptorType)


def isgetsetdescriptor(object):
    """Return true if the object is a getset descriptor."""
    return isinstance(object, types.GetSetDescriptorType)


def isgenerator(object):
    """Return true if the object is a generator."""
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    """Return true if the object is a coroutine."""
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    """Return true if the object is an asynchronous generator."""
    return type(object).__name__ == 'async_generator'


def isawaitable(object):
    """Return true if the object can be passed to an await expression."""
    return isinstance(object, types.CoroutineType) or hasattr(type(object), '__await__')


def _has_flag(f, flag):
    f = functools._unwrap_partial(f) if hasattr(functools, '_unwrap_partial') else f
    f = getattr(f, '__func__', f)
    return isfunction(f) and bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    """Return true if the object is a user-defined generator function."""
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    """Return true if the object is a coroutine function."""
    return _has_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    """Return true if the object is an asynchronous generator function."""
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def istraceback(object):
    """Return true if the object is a traceback."""
    return isinstance(object, types.TracebackType)


def isframe(object):
    """Return true if the object is a frame object."""
    return isinstance(object, types.FrameType)


def iscode(object):
    """Return true if the object is a code object."""
    return isinstance(object, types.CodeType)


def isabstract(object):
    """Return true if the object is an abstract base class."""
    return isclass(object) and bool(getattr(object, '__abstractmethods__', None))


def _members(object, predicate, getter):
    names = dir(object)
    mro = (object,) + object.__mro__ if isclass(object) else ()
    if isclass(object):
        for base in object.__bases__:
            names += [k for k, v in base.__dict__.items()
                      if isinstance(v, types.DynamicClassAttribute)]
    found, seen = [], set()
    for key in names:
        try:
            value = getter(object, key)
            if key in seen:
                raise AttributeError
        except AttributeError:
            for base in mro:
                if key in base.__dict__:
                    value = base.__dict__[key]
                    break
            else:
                continue
        if not predicate or predicate(value):
            found.append((key, value))
        seen.add(key)
    found.sort(key=lambda pair: pair[0])
    return found


def getmembers(object, predicate=None):
    """Return all members of an object as (name, value) pairs sorted by name."""
    return _members(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """Return all members of an object without triggering dynamic lookup."""
    return _members(object, predicate, getattr_static)


def getmro(cls):
    """Return tuple of base classes (including cls) in method resolution order."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """Get the object wrapped by func."""
    seen = {id(func)}
    first = func
    while not isinstance(func, type) and hasattr(func, '__wrapped__'):
        if stop is not None and stop(func):
            break
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f'wrapper loop when unwrapping {first!r}')
        seen.add(id(func))
    return func


_missing = object()


def getattr_static(obj, attr, default=_missing):
    """Retrieve attributes without triggering dynamic lookup."""
    if not isinstance(obj, type):
        try:
            own = object.__getattribute__(obj, '__dict__')
        except AttributeError:
            own = {}
        classes = type(obj).__mro__
        in_class = next((c.__dict__[attr] for c in classes if attr in c.__dict__), _missing)
        if in_class is not _missing and hasattr(type(in_class), '__get__') and hasattr(
                type(in_class), '__set__'):
            return in_class
        if attr in own:
            return own[attr]
        if in_class is not _missing:
            return in_class
    else:
        for c in (*obj.__mro__, *type(obj).__mro__):
            if attr in c.__dict__:
                return c.__dict__[attr]
    if default is not _missing:
        return default
    raise AttributeError(attr)


def getdoc(object):
    """Get the documentation string for an object."""
    doc = getattr(object, '__doc__', None)
    if doc is None and isclass(object):
        for base in object.__mro__[1:]:
            if base is not builtins.object and base.__doc__ is not None:
                doc = base.__doc__
                break
    elif doc is None and (isfunction(object) or ismethod(object)):
        owner = type(object.__self__) if ismethod(object) else None
        for base in owner.__mro__ if owner else ():
            doc = getattr(base.__dict__.get(object.__name__), '__doc__', None)
            if doc is not None:
                break
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    """Clean up indentation from docstrings."""
    lines = doc.expandtabs().split('\n')
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=None)
    lines[0] = lines[0].lstrip()
    if margin is not None:
        lines[1:] = [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)


def getmodule(object, _filename=None):
    """Return the module an object was defined in, or None if not found."""
    if ismodule(object):
        return object
    if hasattr(object, '__module__'):
        return sys.modules.get(object.__module__)
    if isframe(object):
        return sys.modules.get(object.f_globals.get('__name__'))
    return None


def _code_of(object):
    if ismethod(object):
        object = object.__func__
    if isfunction(object):
        object = object.__code__
    if istraceback(object):
        object = object.tb_frame
    if isframe(object):
        object = object.f_code
    return object


def getfile(object):
    """Work out which source or compiled file an object was defined in."""
    if ismodule(object):
        if getattr(object, '__file__', None):
            return object.__file__
        raise TypeError(f'{object!r} is a built-in module')
    if isclass(object):
        module = sys.modules.get(object.__module__)
        if getattr(module, '__file__', None):
            return module.__file__
        raise TypeError(f'{object!r} is a built-in class')
    code = _code_of(object)
    if iscode(code):
        return code.co_filename
    raise TypeError('module, class, method, function, traceback, frame, or code object was '
                    f'expected, got {type(object).__name__}')


getsourcefile = getfile


def _last_line(code):
    last = max(code.co_firstlineno, _traceback.last_line(code))
    for constant in code.co_consts:
        if iscode(constant):
            last = max(last, _last_line(constant))
    return last


def getsourcelines(object):
    """Return a list of source lines and starting line number for an object."""
    object = unwrap(object)
    if ismodule(object) or isclass(object):
        _release.unsupported('inspect.getsource() of a class or module')
    code = _code_of(object)
    if not iscode(code):
        getfile(object)
    text = _traceback.source(code)
    if text is None:
        raise OSError('could not get source code')
    lines = text.splitlines(keepends=True)
    if code.co_name == '<module>':
        return lines, 0
    return lines[code.co_firstlineno - 1:_last_line(code)], code.co_firstlineno


def getsource(object):
    """Return the text of the source code for an object."""
    return ''.join(getsourcelines(object)[0])


# --- frames ---

Traceback = namedtuple('Traceback', ['filename', 'lineno', 'function', 'code_context', 'index'])
FrameInfo = namedtuple('FrameInfo', ['frame', 'filename', 'lineno', 'function', 'code_context',
                                     'index'])


def _traceback_of(frame, lineno, context):
    code = frame.f_code
    lines = index = None
    if context > 0:
        text = _traceback.source(code)
        if text is not None:
            whole = text.splitlines(keepends=True)
            start = max(0, min(lineno - 1 - context // 2, len(whole) - context))
            lines = whole[start:start + context]
            index = lineno - 1 - start
    return Traceback(code.co_filename, lineno, code.co_name, lines, index)


def getframeinfo(frame, context=1):
    """Get information about a frame or traceback object."""
    if istraceback(frame):
        return _traceback_of(frame.tb_frame, frame.tb_lineno, context)
    if not isframe(frame):
        raise TypeError(f'{frame!r} is not a frame or traceback object')
    return _traceback_of(frame, frame.f_lineno, context)


def getouterframes(frame, context=1):
    """Get a list of records for a frame and all higher (calling) frames."""
    found = []
    while frame:
        found.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    """Get a list of records for a traceback's frame and all lower frames."""
    found = []
    while tb:
        found.append(FrameInfo(tb.tb_frame, *getframeinfo(tb, context)))
        tb = tb.tb_next
    return found


def currentframe():
    """Return the frame of the caller or None if this is not possible."""
    return sys._getframe(1)


def stack(context=1):
    """Return a list of records for the stack above the caller's frame."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """Return a list of records for the stack below the current exception."""
    exc = sys.exception()
    return getinnerframes(None if exc is None else exc.__traceback__, context)


ArgInfo = namedtuple('ArgInfo', 'args varargs keywords locals')


def getargvalues(frame):
    """Get information about arguments passed into a particular frame."""
    code = frame.f_code
    names = code.co_varnames
    count = code.co_argcount + code.co_kwonlyargcount
    rest = iter(names[count:])
    varargs = next(rest) if code.co_flags & CO_VARARGS else None
    varkw = next(rest) if code.co_flags & CO_VARKEYWORDS else None
    return ArgInfo(list(names[:count]), varargs, varkw, frame.f_locals)


# --- generators ---

GEN_CREATED, GEN_RUNNING = 'GEN_CREATED', 'GEN_RUNNING'
GEN_SUSPENDED, GEN_CLOSED = 'GEN_SUSPENDED', 'GEN_CLOSED'
CORO_CREATED, CORO_RUNNING = 'CORO_CREATED', 'CORO_RUNNING'
CORO_SUSPENDED, CORO_CLOSED = 'CORO_SUSPENDED', 'CORO_CLOSED'


def getgeneratorstate(generator):
    """Get current state of a generator-iterator."""
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_frame is None:
        return GEN_CLOSED
    return GEN_SUSPENDED if generator.gi_suspended else GEN_CREATED


def getgeneratorlocals(generator):
    """Get the mapping of generator local variables to their current values."""
    if not isgenerator(generator):
        raise TypeError(f'{generator!r} is not a Python generator')
    return {} if generator.gi_frame is None else generator.gi_frame.f_locals


def getcoroutinestate(coroutine):
    """Get current state of a coroutine object."""
    if coroutine.cr_running:
        return CORO_RUNNING
    if coroutine.cr_frame is None:
        return CORO_CLOSED
    return CORO_SUSPENDED if coroutine.cr_suspended else CORO_CREATED


ClosureVars = namedtuple('ClosureVars', 'nonlocals globals builtins unbound')


def getclosurevars(func):
    """Get the mapping of free variables to their current values."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f'{func!r} is not a Python function')
    code = func.__code__
    nonlocals = {name: cell.cell_contents
                 for name, cell in zip(code.co_freevars, func.__closure__ or ())}
    globals_, builtins_, unbound = {}, {}, set()
    for name in code.co_names:
        if name in func.__globals__:
            globals_[name] = func.__globals__[name]
        elif hasattr(builtins, name):
            builtins_[name] = getattr(builtins, name)
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, globals_, builtins_, unbound)


# --- signatures ---

class _empty:
    """Marker object for Signature.empty and Parameter.empty."""


class _ParameterKind(int):
    def __repr__(self):
        return f'<_ParameterKind.{self._name}: {int(self)}>'

    def __str__(self):
        return self._name

    @property
    def name(self):
        return self._name

    @property
    def value(self):
        return int(self)


def _kind(value, name, description):
    made = _ParameterKind(value)
    made._name = name
    made.description = description
    return made


_POSITIONAL_ONLY = _kind(0, 'POSITIONAL_ONLY', 'positional-only')
_POSITIONAL_OR_KEYWORD = _kind(1, 'POSITIONAL_OR_KEYWORD', 'positional or keyword')
_VAR_POSITIONAL = _kind(2, 'VAR_POSITIONAL', 'variadic positional')
_KEYWORD_ONLY = _kind(3, 'KEYWORD_ONLY', 'keyword-only')
_VAR_KEYWORD = _kind(4, 'VAR_KEYWORD', 'variadic keyword')


def formatannotation(annotation, base_module=None, **kwargs):
    """An annotation as signatures show it."""
    if getattr(annotation, '__module__', None) == 'typing':
        text = repr(annotation)
        for start in ('typing.', '[typing.', ' typing.'):
            text = text.replace(start, start[:-len('typing.')])
        return text
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation)


class Parameter:
    """Represents a parameter in a function signature."""

    __slots__ = ('_name', '_kind', '_default', '_annotation')

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        if default is not _empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f'{kind.description} parameters cannot have default values')
        if not isinstance(name, str):
            raise TypeError(f'name must be a str, not a {type(name).__name__}')
        if iskeyword(name) and kind is not _POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError(f'{name!r} is not a valid parameter name')
        self._name = name
        self._kind = kind
        self._default = default
        self._annotation = annotation

    name = property(attrgetter('_name'))
    kind = property(attrgetter('_kind'))
    default = property(attrgetter('_default'))
    annotation = property(attrgetter('_annotation'))

    def replace(self, *, name=_missing, kind=_missing, annotation=_missing, default=_missing):
        """Creates a customized copy of the Parameter."""
        return type(self)(self._name if name is _missing else name,
                          self._kind if kind is _missing else kind,
                          default=self._default if default is _missing else default,
                          annotation=self._annotation if annotation is _missing else annotation)

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text = f'{text}: {formatannotation(self._annotation)}'
        if self._default is not _empty:
            equals = ' = ' if self._annotation is not _empty else '='
            text = f'{text}{equals}{self._default!r}'
        if self._kind is _VAR_POSITIONAL:
            return '*' + text
        if self._kind is _VAR_KEYWORD:
            return '**' + text
        return text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name == other._name and self._kind == other._kind
                and self._default == other._default and self._annotation == other._annotation)


class BoundArguments:
    """Result of Signature.bind call: the mapping of arguments to the function's parameters."""

    __slots__ = ('arguments', '_signature')

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(attrgetter('_signature'))

    @property
    def args(self):
        found = []
        for name, param in self._signature.parameters.items():
            if param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY) or name not in self.arguments:
                break
            if param.kind is _VAR_POSITIONAL:
                found.extend(self.arguments[name])
            else:
                found.append(self.arguments[name])
        return tuple(found)

    @property
    def kwargs(self):
        found, by_name = {}, False
        for name, param in self._signature.parameters.items():
            by_name = by_name or param.kind in (_VAR_KEYWORD, _KEYWORD_ONLY)
            if not by_name:
                if name not in self.arguments:
                    by_name = True
                continue
            if name not in self.arguments:
                continue
            if param.kind is _VAR_KEYWORD:
                found.update(self.arguments[name])
            else:
                found[name] = self.arguments[name]
        return found

    def apply_defaults(self):
        """Set default values for missing arguments."""
        made = {}
        for name, param in self._signature.parameters.items():
            if name in self.arguments:
                made[name] = self.arguments[name]
            elif param.default is not _empty:
                made[name] = param.default
            elif param.kind is _VAR_POSITIONAL:
                made[name] = ()
            elif param.kind is _VAR_KEYWORD:
                made[name] = {}
        self.arguments = made

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        args = ', '.join(f'{name}={value!r}' for name, value in self.arguments.items())
        return f'<{type(self).__name__} ({args})>'


class Signature:
    """A Signature object represents the overall signature of a function."""

    __slots__ = ('_return_annotation', '_parameters')

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        params = {}
        top, defaults = -1, False
        for param in parameters or ():
            if param.kind < top:
                raise ValueError(f'wrong parameter order: {_kinds[top].description} parameter '
                                 f'before {param.kind.description} parameter')
            if param.kind > top:
                top = int(param.kind)
            if param.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                if param.default is _empty:
                    if defaults:
                        raise ValueError('non-default argument follows default argument')
                else:
                    defaults = True
            if param.name in params:
                raise ValueError(f'duplicate parameter name: {param.name!r}')
            params[param.name] = param
        self._parameters = types.MappingProxyType(OrderedDict(params))
        self._return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False,
                      **kwargs):
        """Constructs Signature for the given callable object."""
        return _signature(cls, obj, follow_wrapped, eval_str)

    parameters = property(attrgetter('_parameters'))
    return_annotation = property(attrgetter('_return_annotation'))

    def replace(self, *, parameters=_missing, return_annotation=_missing):
        """Creates a customized copy of the Signature."""
        return type(self)(self.parameters.values() if parameters is _missing else parameters,
                          return_annotation=self._return_annotation
                          if return_annotation is _missing else return_annotation)

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (list(self.parameters.values()) == list(other.parameters.values())
                and self.return_annotation == other.return_annotation)

    def __hash__(self):
        return hash((tuple(self.parameters.values()), self.return_annotation))

    def _bind(self, args, kwargs, partial):
        arguments, args, kwargs = {}, list(args), dict(kwargs)
        past_positional = False
        params = list(self.parameters.values())
        for param in params:
            if param.kind is _VAR_POSITIONAL:
                if args:
                    arguments[param.name] = tuple(args)
                    args = []
            elif param.kind is _VAR_KEYWORD:
                continue
            elif args and param.kind is not _KEYWORD_ONLY:
                arguments[param.name] = args.pop(0)
                if param.name in kwargs and param.kind is not _POSITIONAL_ONLY:
                    raise TypeError(f'multiple values for argument {param.name!r}')
            elif param.name in kwargs and param.kind is not _POSITIONAL_ONLY:
                arguments[param.name] = kwargs.pop(param.name)
            elif param.kind is _POSITIONAL_ONLY and param.name in kwargs and not any(
                    p.kind is _VAR_KEYWORD for p in params):
                raise TypeError(f'{param.name!r} parameter is positional only, '
                                'but was passed as a keyword')
            elif param.default is not _empty or partial:
                past_positional = past_positional or not args
            else:
                if args:
                    break
                extra = ''
                if (param.kind is _KEYWORD_ONLY and not past_positional
                        and _release.series != '3.11'):
                    extra = ' keyword-only'
                raise TypeError(f'missing a required{extra} argument: {param.name!r}')
        if args:
            raise TypeError('too many positional arguments')
        if kwargs:
            rest = [p for p in params if p.kind is _VAR_KEYWORD]
            if not rest:
                raise TypeError(f'got an unexpected keyword argument {next(iter(kwargs))!r}')
            arguments[rest[0].name] = kwargs
        return BoundArguments(self, arguments)

    def bind(self, /, *args, **kwargs):
        """Get a BoundArguments object, that maps arguments to the function's parameters."""
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        """Get a BoundArguments object that partially maps the arguments."""
        return self._bind(args, kwargs, True)

    def __repr__(self):
        return f'<{type(self).__name__} {self}>'

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None, **kwargs):
        """Create a string representation of the Signature object."""
        shown = []
        slash_due = False
        star_due = True
        for param in self.parameters.values():
            kind = param.kind
            if kind is _POSITIONAL_ONLY:
                slash_due = True
            elif slash_due:
                shown.append('/')
                slash_due = False
            if kind is _VAR_POSITIONAL:
                star_due = False
            elif kind is _KEYWORD_ONLY and star_due:
                shown.append('*')
                star_due = False
            shown.append(str(param))
        if slash_due:
            shown.append('/')
        text = f'({", ".join(shown)})'
        if max_width is not None and len(text) > max_width:
            text = '(\n    ' + ',\n    '.join(shown) + '\n)'
        if self.return_annotation is not _empty:
            text += f' -> {formatannotation(self.return_annotation)}'
        return text


_kinds = [_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD]


def _from_function(cls, func, eval_str=False):
    code = func.__code__
    names = code.co_varnames
    annotations = get_annotations(func, eval_str=eval_str)
    defaults, kwdefaults = func.__defaults__ or (), func.__kwdefaults__ or {}
    count, first = code.co_argcount, code.co_argcount - len(defaults)
    params = []

    def add(name, kind, default=_empty):
        params.append(Parameter(name, kind, default=default,
                                annotation=annotations.get(name, _empty)))

    for place, name in enumerate(names[:count]):
        if name.startswith('.'):
            name = 'implicit' + name[1:]
        kind = _POSITIONAL_ONLY if place < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD
        add(name, kind, defaults[place - first] if place >= first else _empty)
    last = count + code.co_kwonlyargcount
    if code.co_flags & CO_VARARGS:
        add(names[last], _VAR_POSITIONAL)
    for name in names[count:last]:
        add(name, _KEYWORD_ONLY, kwdefaults.get(name, _empty))
    if code.co_flags & CO_VARKEYWORDS:
        add(names[last + bool(code.co_flags & CO_VARARGS)], _VAR_KEYWORD)
    return cls(params, return_annotation=annotations.get('return', _empty))


def _without_first(signature):
    params = list(signature.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError('invalid method signature')
    if params[0].kind is not _VAR_POSITIONAL:
        params = params[1:]
    return signature.replace(parameters=params)


def _of_partial(cls, partial):
    signature = _signature(cls, partial.func, True, False)
    bound = signature.bind_partial(*partial.args, **partial.keywords)
    params, by_name = [], False
    for name, param in signature.parameters.items():
        if name in bound.arguments and param.kind not in (_VAR_POSITIONAL, _VAR_KEYWORD):
            if name in partial.keywords:
                by_name = True
                param = param.replace(default=partial.keywords[name])
            else:
                continue
        if by_name:
            if param.kind is _POSITIONAL_OR_KEYWORD:
                param = param.replace(kind=_KEYWORD_ONLY)
            elif param.kind is _VAR_POSITIONAL:
                continue
        params.append(param)
    return signature.replace(parameters=params)


def _signature(cls, obj, follow_wrapped, eval_str):
    if not callable(obj):
        raise TypeError(f'{obj!r} is not a callable object')
    if ismethod(obj):
        return _without_first(_signature(cls, obj.__func__, follow_wrapped, eval_str))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, '__signature__') or ismethod(f))
        if ismethod(obj):
            return _signature(cls, obj, follow_wrapped, eval_str)
    own = getattr(obj, '__signature__', None)
    if own is not None and not isinstance(obj, type):
        return own
    if isfunction(obj):
        return _from_function(cls, obj, eval_str)
    if isinstance(obj, functools.partial):
        return _of_partial(cls, obj)
    if isinstance(obj, type):
        call = getattr(type(obj), '__call__', None)
        if isfunction(call):
            return _without_first(_signature(cls, call, follow_wrapped, eval_str))
        for name in ('__new__', '__init__'):
            for base in obj.__mro__[:-1]:
                found = base.__dict__.get(name)
                found = getattr(found, '__func__', found)
                if isfunction(found):
                    return _without_first(_signature(cls, found, follow_wrapped, eval_str))
        if all(base is object or base.__module__ != 'builtins' for base in obj.__mro__):
            return cls([])
        raise ValueError(f'no signature found for builtin type {obj!r}')
    call = getattr(type(obj), '__call__', None)
    if isfunction(call):
        return _without_first(_signature(cls, call, follow_wrapped, eval_str))
    _release.unsupported(f'inspect.signature() of the builtin {obj!r}')


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False, **kwargs):
    """Get a signature object for the passed callable."""
    return _signature(Signature, obj, follow_wrapped, eval_str)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False, **kwargs):
    """Compute the annotations dict for an object."""
    if isinstance(obj, type):
        found = obj.__annotations__ if '__annotations__' in dir(type) else {}
        if _release.lacks('function.__annotate__'):
            found = obj.__dict__.get('__annotations__', {})
        names = getattr(sys.modules.get(obj.__module__), '__dict__', {})
    elif isinstance(obj, types.ModuleType):
        found, names = getattr(obj, '__annotations__', {}), obj.__dict__
    elif callable(obj):
        found = getattr(obj, '__annotations__', None) or {}
        names = getattr(unwrap(obj), '__globals__', {})
    else:
        raise TypeError(f'{obj!r} is not a module, class, or callable.')
    if not eval_str:
        return dict(found)
    names = names if globals is None else globals
    return {key: eval(value, names, locals) if isinstance(value, str) else value
            for key, value in found.items()}


FullArgSpec = namedtuple('FullArgSpec', 'args, varargs, varkw, defaults, kwonlyargs, '
                                        'kwonlydefaults, annotations')


def getfullargspec(func):
    """Get the names and default values of a callable object's parameters."""
    try:
        target = func.__func__ if ismethod(func) else func
        sig = _signature(Signature, target, False, False)
    except ValueError as ex:
        raise TypeError('unsupported callable') from ex
    args, kwonly, defaults, kwdefaults = [], [], (), {}
    varargs = varkw = None
    annotations = {}
    if sig.return_annotation is not _empty:
        annotations['return'] = sig.return_annotation
    for param in sig.parameters.values():
        if param.kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            args.append(param.name)
            if param.default is not _empty:
                defaults += (param.default,)
        elif param.kind is _VAR_POSITIONAL:
            varargs = param.name
        elif param.kind is _KEYWORD_ONLY:
            kwonly.append(param.name)
            if param.default is not _empty:
                kwdefaults[param.name] = param.default
        else:
            varkw = param.name
        if param.annotation is not _empty:
            annotations[param.name] = param.annotation
    return FullArgSpec(args, varargs, varkw, defaults or None, kwonly, kwdefaults or None,
                       annotations)


def getcallargs(func, /, *positional, **named):
    """Get the mapping of arguments to values."""
    if ismethod(func):
        positional = (func.__self__, *positional)
        func = func.__func__
    sig = signature(func)
    bound = sig.bind(*positional, **named)
    given = dict(bound.arguments)
    bound.apply_defaults()
    order = list(given)[:len(positional)]
    order += [name for name, p in sig.parameters.items()
              if p.kind in (_VAR_POSITIONAL, _VAR_KEYWORD) and name not in order]
    order += [name for name in (*given, *bound.arguments) if name not in order]
    return {name: bound.arguments[name] for name in dict.fromkeys(order)}


def classify_class_attrs(cls):
    """Return list of attribute-descriptor tuples."""
    _release.unsupported('inspect.classify_class_attrs()')
