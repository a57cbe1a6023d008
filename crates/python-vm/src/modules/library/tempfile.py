"""Temporary files, in the machine's own folder; names are counted, not random."""

import io
import os

__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'TemporaryDirectory',
           'mkdtemp', 'mktemp', 'gettempdir', 'gettempprefix', 'tempdir']

tempdir = None
_made = 0


def gettempdir():
    """The directory for temporary files."""
    return tempdir or '/tmp'


def gettempprefix():
    """The default prefix for temporary directories."""
    return 'tmp'


def mktemp(suffix='', prefix='tmp', dir=None):
    """A name that no file has."""
    global _made
    while True:
        _made += 1
        path = os.path.join(dir or gettempdir(), f'{prefix or "tmp"}{_made:08d}{suffix or ""}')
        if not os.path.exists(path):
            return path


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Create a temporary directory and return its name."""
    path = mktemp(suffix or '', prefix or 'tmp', dir)
    os.mkdir(path)
    return path


class _NamedFile:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete):
        self.file = file
        self.name = name
        self.delete = delete
        self._open = True

    def __getattr__(self, name):
        return getattr(self.__dict__['file'], name)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __iter__(self):
        return iter(self.file)

    def close(self):
        if self._open:
            self._open = False
            self.file.close()
            if self.delete:
                os.remove(self.name)

    def __del__(self):
        self.close()


def NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None,
                       prefix=None, dir=None, delete=True, **kwargs):
    """Create and return a temporary file."""
    name = mktemp(suffix or '', prefix or 'tmp', dir)
    options = {} if 'b' in mode else {'encoding': encoding, 'newline': newline}
    return _NamedFile(open(name, mode.replace('r', 'w'), **options), name, delete)


TemporaryFile = NamedTemporaryFile


def SpooledTemporaryFile(max_size=0, mode='w+b', **kwargs):
    """Temporary file wrapper, kept in memory."""
    return io.BytesIO() if 'b' in mode else io.StringIO()


class TemporaryDirectory:
    """Create and return a temporary directory."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, **kwargs):
        self.name = mkdtemp(suffix, prefix, dir)

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.name!r}>'

    def __enter__(self):
        return self.name

    def __exit__(self, *exc_info):
        self.cleanup()

    def cleanup(self):
        if os.path.exists(self.name):
            _remove_all(self.name)


def _remove_all(folder):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            _remove_all(path)
        else:
            os.remove(path)
    os.rmdir(folder)
