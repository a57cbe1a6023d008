"""Classes that are mostly there to hold values."""

import _release
import abc
import sys
import types
from reprlib import recursive_repr

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING',
           'fields', 'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _KW_ONLY_TYPE:
    pass


KW_ONLY = _KW_ONLY_TYPE()


class _FIELD_BASE:
    __slots__ = ('name',)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE('_FIELD')
_FIELD_CLASSVAR = _FIELD_BASE('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FIELD_BASE('_FIELD_INITVAR')

_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'
_EMPTY_METADATA = types.MappingProxyType({})
_has_doc = not _release.lacks('dataclasses.Field.doc')


class InitVar:
    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type):
            return f'dataclasses.InitVar[{self.type.__name__}]'
        return f'dataclasses.InitVar[{self.type!r}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare',
                 'metadata', 'kw_only', 'doc', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only,
                 doc=None):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self.doc = doc
        self._field_type = None

    @recursive_repr()
    def __repr__(self):
        names = ['name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare',
                 'metadata', 'kw_only']
        if _has_doc:
            names.append('doc')
        shown = ','.join(f'{name}={getattr(self, name)!r}' for name in names)
        return f'Field({shown},_field_type={self._field_type})'

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), '__set_name__', None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(types.GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args', 'kw_only',
                 'slots', 'weakref_slot')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                 weakref_slot):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen
        self.match_args = match_args
        self.kw_only = kw_only
        self.slots = slots
        self.weakref_slot = weakref_slot

    def __repr__(self):
        shown = ','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)
        return f'_DataclassParams({shown})'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING, **more):
    """Return an object to identify dataclass fields."""
    if more and not (_has_doc and list(more) == ['doc']):
        raise TypeError(f'field() got an unexpected keyword argument {next(iter(more))!r}')
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only,
                 more.get('doc'))


def _is_classvar(annotation):
    typing = sys.modules.get('typing')
    if typing is None:
        return False
    return annotation is typing.ClassVar or typing.get_origin(annotation) is typing.ClassVar


def _is_initvar(annotation):
    return annotation is InitVar or type(annotation) is InitVar


def _names_type(annotation, name):
    """Whether an annotation given as a string begins with this type's name."""
    head = annotation.strip().split('[')[0].strip()
    return head.split('.')[-1] == name


def _get_field(cls, name, annotation, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            # A slot of the class itself is no default.
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    if _is_classvar(annotation) or isinstance(annotation, str) and _names_type(annotation, 'ClassVar'):
        f._field_type = _FIELD_CLASSVAR
    elif _is_initvar(annotation) or isinstance(annotation, str) and _names_type(annotation, 'InitVar'):
        f._field_type = _FIELD_INITVAR
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR):
        if f.default_factory is not MISSING:
            raise TypeError(f'field {f.name} cannot have a default factory')
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {f.name} is not allowed: '
                         f'use default_factory')
    return f


class _Functions:
    """Compiles the methods of one class together."""

    def __init__(self, namespace):
        self.namespace = namespace
        self.lines = []
        self.names = []
        self.annotations = {}
        self.made = {}

    def add(self, name, parameters, body, annotations=None):
        self.names.append(name)
        self.lines.append(f' def {name}({", ".join(parameters)}):')
        self.lines.extend(f'  {line}' for line in body)
        if annotations is not None:
            self.annotations[name] = annotations

    def attach(self, cls, refuse):
        if not self.names:
            return
        outer = ', '.join(self.namespace)
        text = f'def __create_fn__({outer}):\n' + '\n'.join(self.lines)
        text += f'\n return ({", ".join(self.names)},)'
        scope = {}
        module = sys.modules.get(cls.__module__)
        exec(text, module.__dict__ if module is not None else {}, scope)
        for function in scope['__create_fn__'](**self.namespace):
            name = function.__name__
            function.__qualname__ = f'{cls.__qualname__}.{name}'
            if name in self.annotations:
                function.__annotations__ = self.annotations[name]
            if name in cls.__dict__:
                if name in refuse:
                    raise refuse[name]
                continue
            self.made[name] = function
            setattr(cls, name, function)


def _tuple_text(obj, names):
    if not names:
        return '()'
    return f'({",".join(f"{obj}.{name}" for name in names)},)'


def _add_init(functions, fields, frozen, has_post_init, self_name, slots):
    standard = [f for f in fields if f.init and not f.kw_only]
    keyword = [f for f in fields if f.init and f.kw_only]
    first_default = None
    for f in standard:
        if f.default is not MISSING or f.default_factory is not MISSING:
            first_default = f
        elif first_default is not None:
            if _release.lacks('copy.replace') and _release.series == '3.11':
                raise TypeError(f'non-default argument {f.name!r} follows default argument')
            raise TypeError(f'non-default argument {f.name!r} follows default argument '
                            f'{first_default.name!r}')
    namespace = functions.namespace
    annotations = {}

    def parameter(f):
        annotations[f.name] = f.type
        if f.default is not MISSING:
            namespace[f'__dataclass_dflt_{f.name}__'] = f.default
            return f'{f.name}=__dataclass_dflt_{f.name}__'
        if f.default_factory is not MISSING:
            return f'{f.name}=__dataclass_HAS_DEFAULT_FACTORY__'
        return f.name

    def assign(name, value):
        if frozen:
            return f'__dataclass_builtins_object__.__setattr__({self_name},{name!r},{value})'
        return f'{self_name}.{name}={value}'

    parameters = [self_name] + [parameter(f) for f in standard]
    if keyword:
        parameters += ['*'] + [parameter(f) for f in keyword]
    body = []
    for f in fields:
        factory = f'__dataclass_dflt_{f.name}__'
        if f.default_factory is not MISSING:
            namespace[factory] = f.default_factory
            if f.init:
                value = f'{factory}() if {f.name} is __dataclass_HAS_DEFAULT_FACTORY__ else {f.name}'
            else:
                value = f'{factory}()'
        elif f.init:
            value = f.name
        elif slots and f.default is not MISSING:
            namespace[factory] = f.default
            value = factory
        else:
            continue
        if f._field_type is not _FIELD_INITVAR:
            body.append(assign(f.name, value))
    if has_post_init:
        given = ','.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.{_POST_INIT_NAME}({given})')
    annotations['return'] = None
    functions.add('__init__', parameters, body or ['pass'], annotations)


def _hash_add(cls, fields, functions):
    names = [f.name for f in fields if (f.compare if f.hash is None else f.hash)]
    functions.add('__hash__', ['self'], [f'return hash({_tuple_text("self", names)})'])


def _hash_action(unsafe_hash, eq, frozen, has_explicit_hash):
    if unsafe_hash:
        return 'exception' if has_explicit_hash else 'add'
    if eq and not has_explicit_hash:
        return 'add' if frozen else 'none'
    return None


def _process_class(cls, params):
    fields = {}
    any_frozen_base = False
    all_frozen_bases = None
    has_dataclass_bases = False
    for b in cls.__mro__[-1:0:-1]:
        base_fields = b.__dict__.get(_FIELDS)
        if base_fields is not None:
            has_dataclass_bases = True
            if all_frozen_bases is None:
                all_frozen_bases = True
            for f in base_fields.values():
                fields[f.name] = f
            frozen_base = getattr(b, _PARAMS).frozen
            all_frozen_bases = all_frozen_bases and frozen_base
            any_frozen_base = any_frozen_base or frozen_base
    annotations = cls.__annotations__ if '__annotations__' in cls.__dict__ or _lazy else {}
    cls_fields = []
    KW_ONLY_seen = False
    kw_only = params.kw_only
    for name, annotation in dict(annotations).items():
        if annotation is KW_ONLY or (isinstance(annotation, str)
                                     and _names_type(annotation, 'KW_ONLY')):
            if KW_ONLY_seen:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            KW_ONLY_seen = True
            kw_only = True
        else:
            cls_fields.append(_get_field(cls, name, annotation, kw_only))
    for f in cls_fields:
        fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    if has_dataclass_bases:
        if any_frozen_base and not params.frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if all_frozen_bases is False and params.frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, fields)
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING
                             or (class_hash is None and '__eq__' in cls.__dict__))
    if params.order and not params.eq:
        raise ValueError('eq must be true if order is true')

    functions = _Functions({
        '__dataclass_HAS_DEFAULT_FACTORY__': _HAS_DEFAULT_FACTORY,
        '__dataclass_builtins_object__': object,
        '__dataclass_FrozenInstanceError__': FrozenInstanceError,
        'cls': cls,
    })
    refuse = {}
    all_init = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    plain = [f for f in fields.values() if f._field_type is _FIELD]
    if params.init:
        has_post_init = hasattr(cls, _POST_INIT_NAME)
        self_name = '__dataclass_self__' if 'self' in fields else 'self'
        # An __init__ that the class has itself is kept; _Functions sees to that.
        _add_init(functions, all_init, params.frozen, has_post_init, self_name, params.slots)
    if params.repr:
        shown = ', '.join(f'{f.name}={{self.{f.name}!r}}' for f in plain if f.repr)
        functions.add('__repr__', ['self'],
                      ['return f"{self.__class__.__qualname__}(' + shown + ')"'])
    compared = [f.name for f in plain if f.compare]
    if params.eq:
        tests = ' and '.join(f'self.{name}==other.{name}' for name in compared) or 'True'
        functions.add('__eq__', ['self', 'other'], [
            'if self is other:', ' return True',
            'if other.__class__ is self.__class__:', f' return {tests}',
            'return NotImplemented'])
    if params.order:
        for name, op in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            functions.add(name, ['self', 'other'], [
                'if other.__class__ is self.__class__:',
                f' return {_tuple_text("self", compared)}{op}{_tuple_text("other", compared)}',
                'return NotImplemented'])
            refuse[name] = TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. '
                                     f'Consider using functools.total_ordering')
    if params.frozen:
        names = ', '.join(repr(f.name) for f in plain)
        test = 'type(self) is cls' + (f' or name in ({names},)' if names else '')
        for name, parameters, words in (('__setattr__', ['self', 'name', 'value'], 'assign to'),
                                        ('__delattr__', ['self', 'name'], 'delete')):
            given = ', '.join(parameters[1:])
            functions.add(name, parameters, [
                f'if {test}:',
                f' raise __dataclass_FrozenInstanceError__(f"cannot {words} field {{name!r}}")',
                f'super(cls, self).{name}({given})'])
            refuse[name] = TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}')
    action = _hash_action(params.unsafe_hash, params.eq, params.frozen, has_explicit_hash)
    if action == 'none':
        cls.__hash__ = None
    elif action == 'add':
        if '__hash__' in cls.__dict__:
            del cls.__hash__
        _hash_add(cls, plain, functions)
    elif action == 'exception':
        raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
    functions.attach(cls, refuse)
    made = cls.__dict__.get('__repr__')
    if params.repr and made is functions.made.get('__repr__'):
        cls.__repr__ = recursive_repr()(made)
    if not _release.lacks('copy.replace') and '__replace__' not in cls.__dict__:
        cls.__replace__ = _replace
    if not cls.__doc__:
        cls.__doc__ = cls.__name__ + _signature_text(cls, all_init, params.init)
    if params.match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in all_init if f.init and not f.kw_only)
    if params.weakref_slot and not params.slots:
        raise TypeError('weakref_slot is True but slots is False')
    if params.slots:
        cls = _add_slots(cls, params.frozen, params.weakref_slot, plain)
        # Up to 3.12 the two methods go on referring to the class without slots, so that `super` fails
        # on names that are no fields. That was mended in the release that brought `copy.replace`.
        if params.frozen and not _release.lacks('copy.replace'):
            for name in ('__setattr__', '__delattr__'):
                _replace_closure(cls, name)
    abc.update_abstractmethods(cls)
    return cls


_lazy = not _release.lacks('function.__annotate__')


def _replace_closure(cls, name):
    """Frozen methods refer to the class, which has been made anew."""
    function = cls.__dict__[name]
    for cell_name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
        if cell_name == 'cls':
            cell.cell_contents = cls


def _type_text(annotation):
    if isinstance(annotation, str):
        return repr(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ == 'builtins':
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation).replace('typing.', '')


def _signature_text(cls, fields, has_init):
    """What inspect.signature() shows of the class."""
    if not has_init:
        return '()'
    parts = []
    star = False
    ordered = [f for f in fields if not f.kw_only] + [f for f in fields if f.kw_only]
    for f in ordered:
        if not f.init:
            continue
        if f.kw_only and not star:
            parts.append('*')
            star = True
        text = f'{f.name}: {_type_text(f.type)}'
        if f.default is not MISSING:
            text += f' = {f.default!r}'
        elif f.default_factory is not MISSING:
            text += ' = <factory>'
        parts.append(text)
    return f'({", ".join(parts)})'


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _add_slots(cls, is_frozen, weakref_slot, fields):
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    cls_dict = dict(cls.__dict__)
    field_names = tuple(f.name for f in fields)
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get('__slots__', ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    slots = [name for name in field_names if name not in inherited]
    if weakref_slot and '__weakref__' not in inherited:
        slots.append('__weakref__')
    cls_dict['__slots__'] = tuple(slots)
    for name in field_names:
        cls_dict.pop(name, None)
    cls_dict.pop('__dict__', None)
    cls_dict.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    cls = type(cls)(cls.__name__, cls.__bases__, cls_dict)
    if qualname is not None:
        cls.__qualname__ = qualname
    if is_frozen:
        if '__getstate__' not in cls_dict:
            cls.__getstate__ = _dataclass_getstate
        if '__setstate__' not in cls_dict:
            cls.__setstate__ = _dataclass_setstate
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add dunder methods based on the fields defined in the class."""
    params = _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
                              slots, weakref_slot)

    def wrap(cls):
        setattr(cls, _PARAMS, params)
        return _process_class(cls, params)

    if cls is None:
        return wrap
    return wrap(cls)


def fields(class_or_instance):
    """Return a tuple describing the fields of this dataclass."""
    try:
        all_fields = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in all_fields.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Returns True if obj is a dataclass or an instance of a dataclass."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """Return the fields of a dataclass instance as a new dictionary."""
    if not _is_dataclass_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _asdict_inner(obj, dict_factory)


_ATOMIC_TYPES = frozenset({types.NoneType, bool, int, float, str, complex, bytes,
                           types.EllipsisType, types.NotImplementedType, types.CodeType,
                           types.BuiltinFunctionType, types.FunctionType, type, range, property})


def _asdict_inner(obj, dict_factory):
    import copy
    cls = type(obj)
    if cls in _ATOMIC_TYPES:
        return obj
    if hasattr(cls, _FIELDS):
        return dict_factory([(f.name, _asdict_inner(getattr(obj, f.name), dict_factory))
                             for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return cls(*[_asdict_inner(v, dict_factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return cls(_asdict_inner(v, dict_factory) for v in obj)
    if isinstance(obj, dict):
        if hasattr(cls, 'default_factory'):
            result = cls(obj.default_factory)
            for k, v in obj.items():
                result[_asdict_inner(k, dict_factory)] = _asdict_inner(v, dict_factory)
            return result
        return cls((_asdict_inner(k, dict_factory), _asdict_inner(v, dict_factory))
                   for k, v in obj.items())
    return copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of a dataclass instance as a new tuple of field values."""
    if not _is_dataclass_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _astuple_inner(obj, tuple_factory)


def _astuple_inner(obj, tuple_factory):
    import copy
    cls = type(obj)
    if cls in _ATOMIC_TYPES:
        return obj
    if hasattr(cls, _FIELDS):
        return tuple_factory([_astuple_inner(getattr(obj, f.name), tuple_factory)
                              for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return cls(*[_astuple_inner(v, tuple_factory) for v in obj])
    if isinstance(obj, (list, tuple)):
        return cls(_astuple_inner(v, tuple_factory) for v in obj)
    if isinstance(obj, dict):
        return cls((_astuple_inner(k, tuple_factory), _astuple_inner(v, tuple_factory))
                   for k, v in obj.items())
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None):
    """Return a new dynamically created dataclass."""
    from keyword import iskeyword
    namespace = dict(namespace or {})
    annotations = {}
    defaults = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, 'typing.Any'
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, value = item
            defaults[name] = value
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = annotation

    def exec_body(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations

    cls = types.new_class(cls_name, bases, {}, exec_body)
    if module is None and _release.series != '3.11':
        module = sys._getframe(1).f_globals.get('__name__', '__main__')
    if module is not None:
        cls.__module__ = module
    else:
        cls.__module__ = 'types'
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """Return a new object replacing specified fields with new values."""
    if not _is_dataclass_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    return _replace(obj, **changes)


def _replace(self, /, **changes):
    for f in getattr(self, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise TypeError(f'field {f.name} is declared with init=False, it cannot be '
                                f'specified with replace()')
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(self, f.name)
    return self.__class__(**changes)
