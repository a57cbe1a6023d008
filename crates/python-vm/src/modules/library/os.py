"""OS routines, for the machine's own files alone: a run knows no other system."""

import posixpath as path
import sys

import _os
import _release
from collections.abc import MutableMapping
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules['os.path'] = path

name = 'posix'
linesep = '\n'
error = OSError
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024


class _Environ(MutableMapping):
    """The environment, which is empty when a program starts."""

    def __init__(self):
        self._data = {}

    def _check(self, value):
        if not isinstance(value, str):
            raise TypeError(f'str expected, not {type(value).__name__}')
        return value

    def __getitem__(self, key):
        try:
            return self._data[self._check(key)]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        self._data[self._check(key)] = self._check(value)

    def __delitem__(self, key):
        try:
            del self._data[self._check(key)]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        return iter(list(self._data))

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        items = ', '.join(f'{key!r}: {value!r}' for key, value in self._data.items())
        return f'environ({{{items}}})'

    def copy(self):
        return dict(self)


environ = _Environ()


def getenv(key, default=None):
    """Get an environment variable, return None if it doesn't exist."""
    return environ.get(key, default)


def putenv(name, value, /):
    """Change or add an environment variable."""
    environ[name] = value


def getpid():
    """Return the current process id."""
    return 1


def getppid():
    """Return the parent's process id."""
    return 0


def getcwd():
    """Return the current working directory."""
    return '/'


def cpu_count():
    """Return the number of logical CPUs in the system."""
    return 1


process_cpu_count = cpu_count


def fspath(path, /):
    """Return the file system path representation of the object."""
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), '__fspath__', None)
    if method is None:
        raise TypeError(f'expected str, bytes or os.PathLike object, not {type(path).__name__}')
    return method(path)


def fsencode(filename):
    """Encode a file name."""
    return fspath(filename).encode()


def fsdecode(filename):
    """Decode a file name."""
    filename = fspath(filename)
    return filename.decode() if isinstance(filename, bytes) else filename


def remove(path, *, dir_fd=None):
    """Remove a file."""
    _os.remove(path)


unlink = remove


def mkdir(path, mode=0o777, *, dir_fd=None):
    """Create a directory."""
    _os.mkdir(path)


def makedirs(name, mode=0o777, exist_ok=False):
    """Super-mkdir; create a leaf directory and all intermediate ones."""
    head, tail = path.split(name.rstrip('/'))
    if head and not path.exists(head):
        makedirs(head, exist_ok=True)
    try:
        _os.mkdir(name)
    except FileExistsError:
        if not exist_ok or not path.isdir(name):
            raise


def rmdir(path, *, dir_fd=None):
    """Remove a directory."""
    _os.rmdir(path)


def rename(src, dst, **kwargs):
    """Rename a file or directory."""
    _os.rename(src, dst)


replace = rename


def listdir(path='.'):
    """Return a list containing the names of the files in the directory."""
    return _os.listdir(path)


def access(path, mode, **kwargs):
    """Use the real uid/gid to test for access to a path."""
    return _os.kind(path) != 0


def strerror(code, /):
    """Translate an error code to a message string."""
    return {1: 'Operation not permitted', 2: 'No such file or directory', 13: 'Permission denied',
            17: 'File exists', 20: 'Not a directory', 21: 'Is a directory',
            22: 'Invalid argument'}.get(code, f'Unknown error {code}')


def urandom(size, /):
    """Bytes that are random in CPython and always the same here."""
    import random
    return random.Random(0).randbytes(size)


class PathLike:
    """Abstract base class for implementing the file system path protocol."""

    def __fspath__(self):
        raise NotImplementedError


def _refused(name):
    def refuse(*args, **kwargs):
        _release.unsupported(f'os.{name}()')
    refuse.__name__ = name
    return refuse


for _name in ('system', 'popen', 'fork', 'kill', 'chdir', 'walk', 'scandir', 'stat', 'lstat', 'open',
              'close', 'read', 'write', 'pipe', 'dup', 'execv', 'spawnv', '_exit', 'abort', 'wait',
              'waitpid', 'times', 'uname', 'getlogin', 'symlink', 'link', 'chmod', 'chown', 'utime',
              'getloadavg', 'nice', 'umask', 'isatty', 'truncate', 'sched_getaffinity'):
    globals()[_name] = _refused(_name)
del _name
