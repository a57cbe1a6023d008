"""C data types, on the memory of the model.

What `from_address` looks at is the model's heap: counts, types and contents of objects as they are
when they are read. That memory can be read, not written.
"""

import struct as _struct

import _ctypes
import _release


class ArgumentError(Exception):
    pass


class _Foreign:
    """Memory that belongs to objects of the model."""

    def __init__(self, address):
        self.address = address

    def read(self, offset, size):
        return _ctypes.read_memory(self.address + offset, size)

    def write(self, offset, data):
        _release.unsupported("writing to objects' memory through ctypes")


class _Own:
    """Memory that a C object has for itself."""

    def __init__(self, data):
        self.data = data

    @property
    def address(self):
        return _ctypes.address_of(self.data)

    def read(self, offset, size):
        return bytes(self.data[offset:offset + size])

    def write(self, offset, data):
        self.data[offset:offset + len(data)] = data


class _CType(type):
    def __mul__(cls, length):
        if length < 0:
            raise ValueError(f'Array length must be >= 0, not {length}')
        name = f'{cls.__name__}_Array_{length}'
        known = _arrays.get((cls, length))
        if known is None:
            known = _arrays[cls, length] = _CType(name, (Array,), {'_type_': cls,
                                                                   '_length_': length})
        return known

    __rmul__ = __mul__

    def from_address(cls, address):
        """C instance at the given address."""
        if not isinstance(address, int):
            raise TypeError('integer expected')
        return cls._at(_Foreign(address), 0)

    def from_buffer_copy(cls, source, offset=0):
        size = cls._size()
        return cls._at(_Own(bytearray(source[offset:offset + size])), 0)

    def from_buffer(cls, source, offset=0):
        if not isinstance(source, bytearray):
            raise TypeError('underlying buffer is not writable')
        return cls._at(_Own(source), offset)

    def _at(cls, memory, offset):
        made = cls.__new__(cls)
        made._memory = memory
        made._offset = offset
        return made


_arrays = {}


class _CData(metaclass=_CType):
    """What all C instances are."""

    def __sizeof__(self):
        return 104 if _release.lacks('ctypes.smaller') else 96

    def _own(self):
        self._memory = _Own(bytearray(type(self)._size()))
        self._offset = 0

    def _bytes(self):
        return self._memory.read(self._offset, type(self)._size())


class _SimpleCData(_CData):
    """One number, character or pointer."""

    def __init__(self, value=None):
        self._own()
        if value is not None:
            self.value = value

    @classmethod
    def _size(cls):
        return _struct.calcsize(cls._code())

    @classmethod
    def _code(cls):
        return _codes.get(cls._type_, cls._type_)

    @property
    def value(self):
        """current value"""
        value, = _struct.unpack('<' + self._standard(), self._bytes())
        return self._from_c(value)

    @value.setter
    def value(self, value):
        code = self._standard().replace('?', 'B')
        self._memory.write(self._offset, _struct.pack('<' + code, self._to_c(value)))

    @classmethod
    def _standard(cls):
        code = cls._code()
        return {'l': 'q', 'L': 'Q', 'P': 'Q'}.get(code, code)

    def _from_c(self, value):
        return value

    def _to_c(self, value):
        code = self._standard()
        if code in 'fd':
            if not isinstance(value, (int, float)):
                raise TypeError(f'must be real number, not {type(value).__name__}')
            return float(value)
        if code == '?':
            return int(bool(value))
        if not isinstance(value, int):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer"
                            if not isinstance(value, float) else 'int expected instead of float '
                            'instance')
        bits = 8 * self._size()
        value &= (1 << bits) - 1
        if code.islower() and value >> (bits - 1):
            value -= 1 << bits
        return value

    def __repr__(self):
        if type(self).__bases__[0] is not _SimpleCData:
            return f'<{type(self).__name__} object at {id(self):#x}>'
        return f'{type(self).__name__}({self.value!r})'

    def __bool__(self):
        return any(self._bytes())


_codes = {'z': 'P', 'Z': 'P', 'O': 'P', 'u': 'i', 'g': 'd'}


def _simple(name, code):
    return _CType(name, (_SimpleCData,), {'_type_': code, '__module__': 'ctypes'})


c_bool = _simple('c_bool', '?')
c_byte = _simple('c_byte', 'b')
c_ubyte = _simple('c_ubyte', 'B')
c_short = _simple('c_short', 'h')
c_ushort = _simple('c_ushort', 'H')
c_int = _simple('c_int', 'i')
c_uint = _simple('c_uint', 'I')
c_long = _simple('c_long', 'l')
c_ulong = _simple('c_ulong', 'L')
c_float = _simple('c_float', 'f')
c_double = _simple('c_double', 'd')
c_longlong = c_long
c_int64 = c_long
c_ssize_t = c_long
c_ulonglong = c_ulong
c_uint64 = c_ulong
c_size_t = c_ulong
c_int8 = c_byte
c_uint8 = c_ubyte
c_int16 = c_short
c_uint16 = c_ushort
c_int32 = c_int
c_uint32 = c_uint


class c_char(_SimpleCData):
    _type_ = 'c'

    def _to_c(self, value):
        if isinstance(value, int):
            return bytes([value])
        if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
            if _release.lacks('ctypes.CField'):
                raise TypeError('one character bytes, bytearray or integer expected')
            given = type(value).__name__
            if isinstance(value, (bytes, bytearray)):
                given += f' of length {len(value)}'
            raise TypeError('one character bytes, bytearray, or an integer in range(256) expected, '
                            f'not {given}')
        return bytes(value)


class c_void_p(_SimpleCData):
    _type_ = 'P'

    def _from_c(self, value):
        return value or None

    def _to_c(self, value):
        if isinstance(value, (_Pointer, Array, c_void_p)):
            value = _address_in(value) or 0
        return super()._to_c(value)


c_voidp = c_void_p


class c_char_p(_SimpleCData):
    """A pointer to bytes that end with a NUL, which it keeps alive."""

    _type_ = 'z'

    def __init__(self, value=None):
        self._own()
        self._kept = None
        if value is not None:
            self.value = value

    @property
    def value(self):
        return self._kept

    @value.setter
    def value(self, value):
        if value is not None and not isinstance(value, bytes):
            raise TypeError(f'bytes or integer address expected instead of '
                            f'{type(value).__name__} instance')
        self._kept = value


class py_object(_SimpleCData):
    """A reference to an object."""

    _type_ = 'O'

    def __init__(self, *value):
        self._own()
        if value:
            self.value = value[0]

    @property
    def value(self):
        address = int.from_bytes(self._bytes(), 'little')
        if not address:
            raise ValueError('PyObject is NULL')
        return _ctypes.object_at(address)

    @value.setter
    def value(self, value):
        self._kept = value
        self._memory.write(self._offset, id(value).to_bytes(8, 'little'))

    def __repr__(self):
        try:
            return f'py_object({self.value!r})'
        except ValueError:
            return 'py_object(<NULL>)'


class Array(_CData):
    """A sequence of C values of one type."""

    def __init__(self, *items):
        if len(items) > self._length_:
            raise IndexError('invalid index')
        self._own()
        for index, item in enumerate(items):
            self[index] = item

    @classmethod
    def _size(cls):
        return cls._type_._size() * cls._length_

    def __len__(self):
        return self._length_

    def _element(self, index):
        if not isinstance(index, int):
            raise TypeError('indices must be integers')
        if index < 0:
            index += self._length_
        if not 0 <= index < self._length_:
            raise IndexError('invalid index')
        return self._type_._at(self._memory, self._offset + index * self._type_._size())

    def __getitem__(self, index):
        if isinstance(index, slice):
            found = [self[i] for i in range(*index.indices(self._length_))]
            return b''.join(found) if self._type_ is c_char else found
        return _plain(self._element(index))

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            for i, item in zip(range(*index.indices(self._length_)), value, strict=True):
                self[i] = item
            return
        _store(self._element(index), value)

    def __iter__(self):
        return (self[i] for i in range(self._length_))

    def __repr__(self):
        return f'<{type(self).__module__}.{type(self).__qualname__} object at {id(self):#x}>'

    @property
    def raw(self):
        return self._bytes()

    @property
    def value(self):
        return self._bytes().split(b'\0', 1)[0]

    @value.setter
    def value(self, value):
        if len(value) > self._length_:
            raise ValueError('byte string too long')
        if len(value) < self._length_:
            value += b'\0'
        self._memory.write(self._offset, value)


def _plain(element):
    """Elements and fields of simple types are read as Python values."""
    if type(element).__bases__[0] is _SimpleCData:
        return element.value
    return element


def _store(element, value):
    if isinstance(element, _SimpleCData):
        element.value = value.value if type(value) is type(element) else value
    elif isinstance(value, type(element)):
        element._memory.write(element._offset, value._bytes())
    elif isinstance(element, Array):
        for index, item in enumerate(value):
            element[index] = item
    else:
        raise TypeError(f'incompatible types, {type(value).__name__} instance instead of '
                        f'{type(element).__name__} instance')


class _Field:
    def __init__(self, name, ctype, offset):
        self.name = name
        self.type = ctype
        self.offset = offset
        self.size = ctype._size()

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return _plain(self.type._at(instance._memory, instance._offset + self.offset))

    def __set__(self, instance, value):
        _store(self.type._at(instance._memory, instance._offset + self.offset), value)

    def __repr__(self):
        if not _release.lacks('ctypes.CField'):
            return (f'<ctypes.CField {self.name!r} type={self.type.__name__}, ofs={self.offset}, '
                    f'size={self.size}>')
        return f'<Field type={self.type.__name__}, ofs={self.offset}, size={self.size}>'


def _alignment(ctype):
    if issubclass(ctype, Array):
        return _alignment(ctype._type_)
    if issubclass(ctype, (Structure, Union)):
        return max((_alignment(field[1]) for field in ctype._layout), default=1)
    return ctype._size()


class _WithFields(_CData):
    _layout = ()
    _bytes_used = 0
    _overlaps = False

    def __init_subclass__(cls):
        if '_fields_' in cls.__dict__:
            cls._lay_out(cls._fields_)

    @classmethod
    def _lay_out(cls, fields):
        place = cls._bytes_used
        cls._layout = (*cls._layout, *fields)
        for name, ctype, *bits in fields:
            if bits:
                _release.unsupported('bit fields of ctypes')
            pack = getattr(cls, '_pack_', None)
            step = min(_alignment(ctype), pack) if pack else _alignment(ctype)
            start = 0 if cls._overlaps else -(-place // step) * step
            setattr(cls, name, _Field(name, ctype, start))
            place = max(place, start + ctype._size())
        step = getattr(cls, '_pack_', None) or max((_alignment(f[1]) for f in cls._layout), default=1)
        cls._bytes_used = -(-place // step) * step

    @classmethod
    def _size(cls):
        return cls._bytes_used

    def __init__(self, *values, **named):
        self._own()
        if len(values) > len(self._layout):
            raise TypeError('too many initializers')
        for field, value in zip(self._layout, values):
            setattr(self, field[0], value)
        for name, value in named.items():
            setattr(self, name, value)


class Structure(_WithFields):
    """Structure base class"""


class Union(_WithFields):
    """Union base class"""

    _overlaps = True


class BigEndianStructure(Structure):
    def __init_subclass__(cls):
        _release.unsupported('ctypes.BigEndianStructure')


LittleEndianStructure = Structure


class _Pointer(_CData):
    """The address of a C instance."""

    def __init__(self, target=None):
        self._own()
        if target is not None:
            self.contents = target

    @classmethod
    def _size(cls):
        return 8

    @property
    def contents(self):
        kept = getattr(self, '_kept', None)
        if kept is not None:
            return kept
        address = _address_in(self)
        if not address:
            raise ValueError('NULL pointer access')
        return self._type_.from_address(address)

    @contents.setter
    def contents(self, target):
        self._kept = target
        self._memory.write(self._offset, addressof(target).to_bytes(8, 'little'))

    def __getitem__(self, index):
        kept = getattr(self, '_kept', None)
        size = self._type_._size()
        if kept is not None:
            return _plain(self._type_._at(kept._memory, kept._offset + index * size))
        return _plain(self._type_.from_address(_address_in(self) + index * size))

    def __setitem__(self, index, value):
        kept = self.contents
        _store(self._type_._at(kept._memory, kept._offset + index * self._type_._size()), value)

    def __bool__(self):
        return any(self._bytes())


_pointers = {}


def POINTER(ctype):
    """Create and return a new ctypes pointer type."""
    if ctype is None:
        return c_void_p
    known = _pointers.get(ctype)
    if known is None:
        known = _pointers[ctype] = _CType(f'LP_{ctype.__name__}', (_Pointer,), {'_type_': ctype})
    return known


def pointer(obj):
    """Create a pointer to a C instance."""
    return POINTER(type(obj))(obj)


def byref(obj, offset=0):
    """Return a pointer to a C instance, for a function argument."""
    return pointer(obj)


def addressof(obj):
    """Return the address of the C instance's memory."""
    if not isinstance(obj, _CData):
        raise TypeError('invalid type')
    return obj._memory.address + obj._offset


def _address_in(obj):
    if isinstance(obj, int):
        return obj
    if isinstance(obj, Array):
        return addressof(obj)
    if isinstance(obj, py_object):
        return id(obj.value)
    return int.from_bytes(obj._bytes(), 'little')


def sizeof(obj):
    """Return the size in bytes of a C type or instance."""
    kind = obj if isinstance(obj, _CType) else type(obj)
    if not isinstance(kind, _CType):
        raise TypeError('this type has no size')
    return kind._size()


def alignment(obj):
    """Return the alignment requirement of a C type or instance."""
    return _alignment(obj if isinstance(obj, _CType) else type(obj))


def cast(obj, typ):
    """Reinterpret an address as a pointer of another type."""
    made = typ()
    if isinstance(obj, _Pointer) and hasattr(obj, '_kept') and issubclass(typ, _Pointer):
        kept = obj._kept
        made._kept = typ._type_._at(kept._memory, kept._offset)
    elif isinstance(obj, Array) and issubclass(typ, _Pointer):
        made._kept = typ._type_._at(obj._memory, obj._offset)
    made._memory.write(0, (_address_in(obj) or 0).to_bytes(8, 'little'))
    return made


def create_string_buffer(init, size=None):
    """A mutable character buffer."""
    if isinstance(init, int):
        return (c_char * init)()
    if not isinstance(init, bytes):
        raise TypeError(init)
    made = (c_char * (len(init) + 1 if size is None else size))()
    made.value = init
    return made


def string_at(ptr, size=-1):
    """The bytes at an address."""
    address = _address_in(ptr)
    if size >= 0:
        return _ctypes.read_memory(address, size)
    found = b''
    while not found.endswith(b'\0'):
        found += _ctypes.read_memory(address + len(found), 1)
    return found[:-1]


def memmove(dst, src, count):
    """Copy bytes from one address to another."""
    _release.unsupported('ctypes.memmove()')


def memset(dst, c, count):
    """Fill bytes at an address."""
    _release.unsupported('ctypes.memset()')


class _Library:
    """A library of C functions, none of which is there."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, function):
        if function.startswith('__'):
            raise AttributeError(function)
        _release.unsupported(f'the C function {function}() through ctypes.{self._name}')


pythonapi = _Library('pythonapi')
cdll = _Library('cdll')


def CDLL(name, *args, **kwargs):
    """Load a shared library."""
    _release.unsupported('shared libraries through ctypes.CDLL')


PyDLL = CDLL


def CFUNCTYPE(restype, *argtypes, **kwargs):
    """A type of C functions."""
    _release.unsupported('C functions through ctypes.CFUNCTYPE')


PYFUNCTYPE = CFUNCTYPE
