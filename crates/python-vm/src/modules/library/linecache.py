"""Cache lines from Python source files."""

import sys

import _traceback

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

cache = {}


def getlines(filename, module_globals=None):
    """Get the lines of a Python source file that runs."""
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == filename:
            return (_traceback.source(frame.f_code) or '').splitlines(keepends=True)
        frame = frame.f_back
    return []


def getline(filename, lineno, module_globals=None):
    """Get a line for a Python source file."""
    lines = getlines(filename)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def clearcache():
    """Clear the cache entirely."""
    cache.clear()


def checkcache(filename=None):
    """Discard cache entries that are out of date."""


def lazycache(filename, module_globals):
    """Seed the cache for filename with module_globals."""
    return False
