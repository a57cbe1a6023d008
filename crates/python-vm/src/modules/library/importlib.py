"""Ways to import by name."""

import sys

import _release

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

__import__ = __import__


def import_module(name, package=None):
    """Import a module."""
    if name.startswith('.'):
        if not package:
            raise TypeError("the 'package' argument is required to perform a relative import for "
                            f'{name!r}')
        _release.unsupported('relative imports by name')
    __import__(name)
    return sys.modules[name]


def invalidate_caches():
    """Forget what is known of files."""


def reload(module):
    """Reload the module and return it."""
    _release.unsupported('importlib.reload()')
