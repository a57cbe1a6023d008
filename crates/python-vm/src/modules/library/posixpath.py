"""Common operations on POSIX pathnames."""

import _os
import _release

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'split', 'splitext', 'basename', 'dirname',
           'commonprefix', 'getsize', 'exists', 'lexists', 'islink', 'isdir', 'isfile',
           'expanduser', 'expandvars', 'normpath', 'abspath', 'relpath', 'commonpath', 'realpath',
           'sep', 'pardir', 'curdir', 'extsep', 'altsep', 'pathsep', 'defpath', 'devnull']

curdir, pardir, extsep, sep, pathsep = '.', '..', '.', '/', ':'
defpath, altsep, devnull = '/bin:/usr/bin', None, '/dev/null'


def _text(path):
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), '__fspath__', None)
    if method is None:
        raise TypeError(f'expected str, bytes or os.PathLike object, not {type(path).__name__}')
    return method(path)


def normcase(s):
    """Normalize case of pathname."""
    return _text(s)


def isabs(s):
    """Test whether a path is absolute."""
    return _text(s).startswith('/')


def join(a, *p):
    """Join two or more pathname components, inserting '/' as needed."""
    path = _text(a)
    for part in map(_text, p):
        if part.startswith('/'):
            path = part
        elif not path or path.endswith('/'):
            path += part
        else:
            path += '/' + part
    return path


def split(p):
    """Split a pathname; returns tuple "(head, tail)"."""
    p = _text(p)
    at = p.rfind('/') + 1
    head, tail = p[:at], p[at:]
    if head.strip('/'):
        head = head.rstrip('/')
    return head, tail


def splitext(p):
    """Split the extension from a pathname."""
    p = _text(p)
    dot, start = p.rfind('.'), p.rfind('/') + 1
    if dot > start and p[start:dot].strip('.'):
        return p[:dot], p[dot:]
    return p, p[:0]


def splitdrive(p):
    """Split a pathname into drive and path."""
    return '', _text(p)


def basename(p):
    """Returns the final component of a pathname."""
    return split(p)[1]


def dirname(p):
    """Returns the directory component of a pathname."""
    return split(p)[0]


def commonprefix(m):
    """Given a list of pathnames, returns the longest common leading component."""
    if not m:
        return ''
    low, high = min(m), max(m)
    for at, char in enumerate(low):
        if char != high[at]:
            return low[:at]
    return low


def commonpath(paths):
    """Given a sequence of path names, returns the longest common sub-path."""
    paths = [_text(p) for p in paths]
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence' if _release.series == '3.11' or
                         _release.series == '3.12' else 'commonpath() arg is an empty iterable')
    if len({p.startswith('/') for p in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[c for c in p.split('/') if c and c != '.'] for p in paths]
    low, high = min(parts), max(parts)
    common = low
    for at, part in enumerate(low):
        if part != high[at]:
            common = low[:at]
            break
    return ('/' if paths[0].startswith('/') else '') + '/'.join(common)


def exists(path):
    """Test whether a path exists."""
    return _os.kind(path) != 0


lexists = exists


def isfile(path):
    """Test whether a path is a regular file."""
    return _os.kind(path) == 1


def isdir(s):
    """Return true if the pathname refers to an existing directory."""
    return _os.kind(s) == 2


def islink(path):
    """Test whether a path is a symbolic link."""
    return False


def getsize(filename):
    """Return the size of a file."""
    return _os.size(filename)


def normpath(path):
    """Normalize path, eliminating double slashes, etc."""
    path = _text(path)
    slashes = len(path) - len(path.lstrip('/'))
    start = '/' * (2 if slashes == 2 else min(slashes, 1))
    parts = []
    for part in path.split('/'):
        if part in ('', '.'):
            continue
        if part != '..' or not start and not parts or parts and parts[-1] == '..':
            parts.append(part)
        elif parts:
            parts.pop()
    return start + '/'.join(parts) or '.'


def abspath(path):
    """Return an absolute path."""
    return normpath(join('/', path))


realpath = abspath


def relpath(path, start='.'):
    """Return a relative version of a path."""
    if not path:
        raise ValueError('no path specified')
    there = [p for p in abspath(path).split('/') if p]
    here = [p for p in abspath(start).split('/') if p]
    same = len(commonprefix([here, there]))
    return '/'.join(['..'] * (len(here) - same) + there[same:]) or '.'


def expanduser(path):
    """Expand ~ constructions, where there is a home."""
    return _text(path)


def expandvars(path):
    """Expand shell variables, of which there are none."""
    return _text(path)
