"""Context variables."""

import _release

__all__ = ['Context', 'ContextVar', 'Token', 'copy_context']

_missing = object()


class Token:
    """What ContextVar.set() changed."""

    MISSING = _missing

    def __init__(self, context, var, old):
        self._context, self._var, self.old_value = context, var, old
        self._used = False

    @property
    def var(self):
        return self._var

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self._var.reset(self)


@_release.written_in_c
class Context:
    """A mapping of context variables to their values."""

    def __init__(self):
        self._values = {}
        self._entered = False

    def run(self, callable, /, *args, **kwargs):
        global _current
        if self._entered:
            raise RuntimeError(f'cannot enter context: {self!r} is already entered')
        before, _current = _current, self
        self._entered = True
        try:
            return callable(*args, **kwargs)
        finally:
            _current = before
            self._entered = False

    def copy(self):
        made = Context()
        made._values = dict(self._values)
        return made

    def __getitem__(self, var):
        return self._values[var]

    def get(self, var, default=None):
        return self._values.get(var, default)

    def __contains__(self, var):
        return var in self._values

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()


_current = Context()


@_release.written_in_c
class ContextVar:
    """A variable whose value belongs to a context."""

    def __init__(self, name, /, *, default=_missing):
        if not isinstance(name, str):
            raise TypeError('context variable name must be a str')
        self.name = name
        self._default = default

    def get(self, default=_missing, /):
        if self in _current._values:
            return _current._values[self]
        if default is not _missing:
            return default
        if self._default is not _missing:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        old = _current._values.get(self, _missing)
        _current._values[self] = value
        return Token(_current, self, old)

    def reset(self, token, /):
        if token._used:
            raise RuntimeError(f'{token!r} has already been used once')
        if token._var is not self:
            raise ValueError(f'{token!r} was created by a different ContextVar')
        if token._context is not _current:
            raise ValueError(f'{token!r} was created in a different Context')
        token._used = True
        if token.old_value is _missing:
            del _current._values[self]
        else:
            _current._values[self] = token.old_value

    def __repr__(self):
        default = '' if self._default is _missing else f' default={self._default!r}'
        return f'<ContextVar name={self.name!r}{default} at {id(self):#x}>'

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


def copy_context():
    """A shallow copy of the current context."""
    return _current.copy()
