"""What the program runs on: the imitated release, on 64-bit Linux."""

import sys
from collections import namedtuple

uname_result = namedtuple('uname_result', 'system node release version machine')


def python_version():
    """Returns the Python version as string 'major.minor.patchlevel'."""
    return '.'.join(map(str, sys.version_info[:3]))


def python_version_tuple():
    """Returns the Python version as tuple of strings."""
    return tuple(map(str, sys.version_info[:3]))


def python_implementation():
    """Returns a string identifying the Python implementation."""
    return 'CPython'


def python_compiler():
    """Returns a string identifying the compiler used for compiling Python."""
    return 'GCC'


def python_build():
    """Returns a tuple stating the Python build number and date."""
    return 'main', ''


def system():
    """Returns the system/OS name."""
    return 'Linux'


def machine():
    """Returns the machine type."""
    return 'x86_64'


def processor():
    """Returns the (true) processor name."""
    return ''


def node():
    """Returns the computer's network name."""
    return 'localhost'


def release():
    """Returns the system's release."""
    return ''


def version():
    """Returns the system's release version."""
    return ''


def architecture(executable=None, bits='', linkage=''):
    """Queries the bit architecture and the linkage format."""
    return '64bit', 'ELF'


def uname():
    """Fairly portable uname interface."""
    return uname_result(system(), node(), release(), version(), machine())


def platform(aliased=False, terse=False):
    """Returns a single string identifying the underlying platform."""
    return 'Linux-x86_64-with-glibc'
