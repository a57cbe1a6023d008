"""Interfaces to hash algorithms."""

import _hashlib
import _release
import sys

algorithms_guaranteed = {'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'}
algorithms_available = set(algorithms_guaranteed)
__all__ = [*sorted(algorithms_guaranteed), 'new', 'algorithms_guaranteed', 'algorithms_available']


class HASH:
    """The state of a hash."""

    def __init__(self, name, data, digest_size, block_size):
        self.name, self.digest_size, self.block_size = name, digest_size, block_size
        self._data = bytes(data)

    def update(self, data, /):
        if isinstance(data, str):
            raise TypeError('Strings must be encoded before hashing')
        self._data += bytes(data)

    def digest(self):
        return _hashlib.digest(self.name, self._data)

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        return HASH(self.name, self._data, self.digest_size, self.block_size)

    def __repr__(self):
        return f'<{self.name} _hashlib.HASH object @ {id(self):#x}>'


def _maker(name, digest_size, block_size):
    def make(data=b'', /, *, usedforsecurity=True, string=None):
        if isinstance(data, str):
            raise TypeError('Strings must be encoded before hashing')
        return HASH(name, data, digest_size, block_size)
    make.__name__ = f'openssl_{name}'
    return make


md5 = _maker('md5', 16, 64)
sha1 = _maker('sha1', 20, 64)
sha224 = _maker('sha224', 28, 64)
sha256 = _maker('sha256', 32, 64)
sha384 = _maker('sha384', 48, 128)
sha512 = _maker('sha512', 64, 128)


def new(name, data=b'', **kwargs):
    """Return a new hashing object using the named algorithm."""
    name = name.lower()
    if name in algorithms_guaranteed:
        return getattr(sys.modules[__name__], name)(data, **kwargs)
    if name.startswith(('sha3', 'blake', 'shake')):
        _release.unsupported(f'the hash {name}')
    raise ValueError(f'unsupported hash type {name}')


def __getattr__(name):
    if name.startswith(('sha3', 'blake', 'shake', 'pbkdf2', 'scrypt')):
        _release.unsupported(f'hashlib.{name}')
    raise AttributeError(f"module 'hashlib' has no attribute {name!r}")
