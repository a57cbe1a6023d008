"""Objects as bytes, and made again of them."""

import _release
import struct
import sys
import types
from copyreg import dispatch_table

__all__ = ['PickleError', 'PicklingError', 'UnpicklingError', 'dump', 'dumps', 'load', 'loads',
           'HIGHEST_PROTOCOL', 'DEFAULT_PROTOCOL', 'Pickler', 'Unpickler']

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4 if _release.lacks('pickle.protocol5') else 5
_frame_target = 64 * 1024


class PickleError(Exception):
    """A common base class for the other pickling exceptions."""


class PicklingError(PickleError):
    """Raised when an unpicklable object is passed to dump()."""


class UnpicklingError(PickleError):
    """Raised when there is a problem unpickling an object."""


for _error in (PickleError, PicklingError, UnpicklingError):
    _error.__module__ = '_pickle'


class Pickler:
    """Writes the opcodes of protocols 4 and 5."""

    def __init__(self, file, protocol=None, **kwargs):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        if protocol > HIGHEST_PROTOCOL:
            raise ValueError(f'pickle protocol must be <= {HIGHEST_PROTOCOL}')
        if protocol < 4:
            _release.unsupported('pickle protocols below 4')
        self._file = file
        self._protocol = protocol
        self._memo = {}

    def dump(self, obj):
        """Write a pickled representation of the given object."""
        self._out = bytearray()
        self._done = [b'\x80' + bytes([self._protocol])]
        self._save(obj)
        self._out += b'.'
        self._commit()
        self._file.write(b''.join(self._done))

    def _commit(self):
        if len(self._out) >= 4:
            self._done.append(b'\x95' + struct.pack('<Q', len(self._out)))
        self._done.append(bytes(self._out))
        self._out = bytearray()

    def _remember(self, obj):
        self._memo[id(obj)] = len(self._memo), obj
        self._out += b'\x94'

    def _recall(self, obj):
        number = self._memo[id(obj)][0]
        self._out += b'h' + bytes([number]) if number < 256 else b'j' + struct.pack('<I', number)

    def _save(self, obj):
        if len(self._out) >= _frame_target:
            self._commit()
        kind = type(obj)
        method = self._atoms.get(kind)
        if method is not None:
            method(self, obj)
            return
        if id(obj) in self._memo:
            self._recall(obj)
            return
        method = self._containers.get(kind)
        if method is not None:
            method(self, obj)
            return
        if isinstance(obj, type):
            self._global(obj)
            return
        if kind is types.FunctionType or kind is types.BuiltinFunctionType:
            self._global(obj)
            return
        reduce = dispatch_table.get(kind)
        value = reduce(obj) if reduce is not None else obj.__reduce_ex__(self._protocol)
        if isinstance(value, str):
            self._global(obj, value)
            return
        if not isinstance(value, tuple):
            raise PicklingError('__reduce__ must return a string or tuple')
        self._reduced(obj, *value)

    def _none(self, obj):
        self._out += b'N'

    def _bool(self, obj):
        self._out += b'\x88' if obj else b'\x89'

    def _int(self, obj):
        if 0 <= obj < 256:
            self._out += b'K' + bytes([obj])
        elif 0 <= obj < 65536:
            self._out += b'M' + obj.to_bytes(2, 'little')
        elif -2 ** 31 <= obj < 2 ** 31:
            self._out += b'J' + obj.to_bytes(4, 'little', signed=True)
        else:
            data = obj.to_bytes((obj.bit_length() >> 3) + 1, 'little', signed=True)
            if obj < 0 and len(data) > 1 and data[-1] == 255 and data[-2] & 128:
                data = data[:-1]
            if len(data) < 256:
                self._out += b'\x8a' + bytes([len(data)]) + data
            else:
                self._out += b'\x8b' + struct.pack('<i', len(data)) + data

    def _float(self, obj):
        self._out += b'G' + struct.pack('>d', obj)

    _atoms = {type(None): _none, bool: _bool, int: _int, float: _float}

    def _str(self, obj):
        data = obj.encode()
        self._sized(b'\x8c', b'X', b'\x8d', data)
        self._remember(obj)

    def _bytes(self, obj):
        self._sized(b'C', b'B', b'\x8e', obj)
        self._remember(obj)

    def _sized(self, short, long, very_long, data):
        if len(data) < 256:
            self._out += short + bytes([len(data)])
        elif len(data) < 2 ** 32:
            code = long + struct.pack('<I', len(data))
            if len(data) >= _frame_target:
                # Large data stands outside of frames.
                if self._out:
                    self._commit()
                self._done.append(code + data)
                return
            self._out += code
        else:
            self._out += very_long + struct.pack('<Q', len(data))
        self._out += data

    def _bytearray(self, obj):
        if self._protocol < 5:
            self._reduced(obj, bytearray, (bytes(obj),) if obj else ())
            return
        self._out += b'\x96' + struct.pack('<Q', len(obj)) + obj
        self._remember(obj)

    def _tuple(self, obj):
        if not obj:
            self._out += b')'
            return
        if len(obj) > 3:
            self._out += b'('
        for item in obj:
            self._save(item)
        if id(obj) in self._memo:
            # It was written as a part of itself.
            self._out += b'0' * len(obj) if len(obj) <= 3 else b'1'
            self._recall(obj)
            return
        self._out += (b'\x85', b'\x86', b'\x87')[len(obj) - 1] if len(obj) <= 3 else b't'
        self._remember(obj)

    def _list(self, obj):
        self._out += b']'
        self._remember(obj)
        self._appended(obj)

    def _appended(self, items):
        items = list(items)
        for start in range(0, len(items), 1000):
            batch = items[start:start + 1000]
            if len(batch) == 1:
                self._save(batch[0])
                self._out += b'a'
                continue
            self._out += b'('
            for item in batch:
                self._save(item)
            self._out += b'e'

    def _dict(self, obj):
        self._out += b'}'
        self._remember(obj)
        self._set_items(obj.items())

    def _set_items(self, items):
        items = list(items)
        for start in range(0, len(items), 1000):
            batch = items[start:start + 1000]
            if len(batch) > 1:
                self._out += b'('
            for key, value in batch:
                self._save(key)
                self._save(value)
            self._out += b'u' if len(batch) > 1 else b's'

    def _set(self, obj):
        self._out += b'\x8f'
        self._remember(obj)
        items = list(obj)
        for start in range(0, len(items), 1000):
            self._out += b'('
            for item in items[start:start + 1000]:
                self._save(item)
            self._out += b'\x90'

    def _frozenset(self, obj):
        self._out += b'('
        for item in obj:
            self._save(item)
        self._out += b'\x91'
        self._remember(obj)

    _containers = {str: _str, bytes: _bytes, bytearray: _bytearray, tuple: _tuple, list: _list,
                   dict: _dict, set: _set, frozenset: _frozenset}

    def _global(self, obj, name=None):
        if obj in (type(None), type(NotImplemented), type(...)):
            value = {type(None): None, type(NotImplemented): NotImplemented, type(...): ...}[obj]
            self._reduced(obj, type, (value,))
            return
        name = name or getattr(obj, '__qualname__', None) or obj.__name__
        module = getattr(obj, '__module__', None) or '__main__'
        found = sys.modules.get(module)
        if found is None:
            __import__(module)
            found = sys.modules[module]
        for part in name.split('.'):
            if part == '<locals>' or not hasattr(found, part):
                self._unfound(obj, module, name)
            found = getattr(found, part)
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module}.{name}")
        self._save(module)
        self._save(name)
        self._out += b'\x93'
        self._remember(obj)

    def _unfound(self, obj, module, name):
        if not _release.lacks('pickle.protocol5'):
            if '<locals>' in name:
                raise PicklingError(f"Can't pickle local object {obj!r}")
            raise PicklingError(f"Can't pickle {obj!r}: it's not found as {module}.{name}")
        if '<locals>' in name:
            raise AttributeError(f"Can't {_word} local object {name!r}")
        raise PicklingError(f"Can't pickle {obj!r}: attribute lookup {name} on {module} failed")

    def _reduced(self, obj, func, args, state=None, listitems=None, dictitems=None,
                 state_setter=None):
        name = getattr(func, '__name__', '')
        if name == '__newobj__':
            cls, *rest = args
            self._save(cls)
            self._save(tuple(rest))
            self._out += b'\x81'
        elif name == '__newobj_ex__':
            cls, rest, kwargs = args
            self._save(cls)
            self._save(rest)
            self._save(kwargs)
            self._out += b'\x92'
        else:
            self._save(func)
            self._save(args)
            self._out += b'R'
        if id(obj) in self._memo:
            self._out += b'0'
            self._recall(obj)
        else:
            self._remember(obj)
        if listitems is not None:
            self._appended(listitems)
        if dictitems is not None:
            self._set_items(dictitems)
        if state is not None:
            self._save(state)
            self._out += b'b'


_word = 'get' if _release.series == '3.13' else 'pickle'
_mark = object()


class Unpickler:
    """Makes objects of the opcodes of protocols 4 and 5."""

    def __init__(self, file, **kwargs):
        self._read = file.read

    def load(self):
        """Read a pickled object representation from the open file."""
        stack, memo = [], []
        read = self._read

        def number(size, signed=False):
            return int.from_bytes(read(size), 'little', signed=signed)

        def marked():
            items = []
            while stack[-1] is not _mark:
                items.append(stack.pop())
            stack.pop()
            return items[::-1]

        while True:
            code = read(1)
            if not code:
                raise EOFError('Ran out of input')
            if code == b'.':
                return stack.pop()
            if code == b'\x80':
                if number(1) > HIGHEST_PROTOCOL:
                    raise ValueError('unsupported pickle protocol')
            elif code == b'\x95':
                read(8)
            elif code == b'\x94':
                memo.append(stack[-1])
            elif code in (b'h', b'j'):
                stack.append(memo[number(1 if code == b'h' else 4)])
            elif code in _constants:
                stack.append(_constants[code])
            elif code in (b'K', b'M'):
                stack.append(number(1 if code == b'K' else 2))
            elif code == b'J':
                stack.append(number(4, True))
            elif code in (b'\x8a', b'\x8b'):
                stack.append(number(number(1 if code == b'\x8a' else 4), True))
            elif code == b'G':
                stack.append(struct.unpack('>d', read(8))[0])
            elif code in (b'\x8c', b'X', b'\x8d'):
                stack.append(read(number({b'\x8c': 1, b'X': 4}.get(code, 8))).decode())
            elif code in (b'C', b'B', b'\x8e'):
                stack.append(read(number({b'C': 1, b'B': 4}.get(code, 8))))
            elif code == b'\x96':
                stack.append(bytearray(read(number(8))))
            elif code == b'(':
                stack.append(_mark)
            elif code == b')':
                stack.append(())
            elif code in (b'\x85', b'\x86', b'\x87'):
                count = code[0] - 0x84
                stack[-count:] = [tuple(stack[-count:])]
            elif code == b't':
                stack.append(tuple(marked()))
            elif code == b']':
                stack.append([])
            elif code == b'}':
                stack.append({})
            elif code == b'\x8f':
                stack.append(set())
            elif code == b'a':
                item = stack.pop()
                stack[-1].append(item)
            elif code == b'e':
                items = marked()
                stack[-1].extend(items)
            elif code == b's':
                key, value = stack[-2:]
                del stack[-2:]
                stack[-1][key] = value
            elif code == b'u':
                items = marked()
                for key, value in zip(items[::2], items[1::2]):
                    stack[-1][key] = value
            elif code == b'\x90':
                items = marked()
                stack[-1].update(items)
            elif code == b'\x91':
                stack.append(frozenset(marked()))
            elif code == b'0':
                stack.pop()
            elif code == b'1':
                marked()
            elif code == b'\x93':
                name = stack.pop()
                stack.append(self.find_class(stack.pop(), name))
            elif code in (b'R', b'\x81'):
                args = stack.pop()
                func = stack.pop()
                stack.append(func(*args) if code == b'R' else func.__new__(func, *args))
            elif code == b'\x92':
                kwargs, args = stack.pop(), stack.pop()
                cls = stack.pop()
                stack.append(cls.__new__(cls, *args, **kwargs))
            elif code == b'b':
                self._build(stack.pop(), stack[-1])
            else:
                raise UnpicklingError(f'invalid load key, {code.decode("latin-1")!r}.')

    def find_class(self, module, name):
        """The global of that name."""
        if module not in sys.modules:
            __import__(module)
        found = sys.modules[module]
        for part in name.split('.'):
            try:
                found = getattr(found, part)
            except AttributeError:
                raise AttributeError(f"Can't get attribute {name!r} on {sys.modules[module]!r}"
                                     ) from None
        return found

    def _build(self, state, instance):
        setstate = getattr(instance, '__setstate__', None)
        if setstate is not None:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            for key, value in state.items():
                instance.__dict__[sys.intern(key) if type(key) is str else key] = value
        if slots:
            for key, value in slots.items():
                setattr(instance, key, value)


_constants = {b'N': None, b'\x88': True, b'\x89': False}


def dump(obj, file, protocol=None, **kwargs):
    """Write a pickled representation of obj to the open file object file."""
    Pickler(file, protocol).dump(obj)


def dumps(obj, protocol=None, **kwargs):
    """Return the pickled representation of the object as a bytes object."""
    import io
    file = io.BytesIO()
    Pickler(file, protocol).dump(obj)
    return file.getvalue()


def load(file, **kwargs):
    """Read and return an object from the pickle data stored in a file."""
    return Unpickler(file).load()


def loads(data, /, **kwargs):
    """Read and return an object from the given pickle data."""
    import io
    return Unpickler(io.BytesIO(data)).load()


del _error
