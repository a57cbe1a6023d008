"""Python interface for the 'lsprof' profiler."""

import _lsprof

__all__ = ['run', 'runctx', 'Profile']


def run(statement, filename=None, sort=-1):
    """Run statement under profiler optionally saving results in filename."""
    prof = Profile()
    try:
        prof.run(statement)
    except SystemExit:
        pass
    _finish(prof, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """As run(), with the namespaces given."""
    prof = Profile()
    try:
        prof.runctx(statement, globals, locals)
    except SystemExit:
        pass
    _finish(prof, filename, sort)


def _finish(prof, filename, sort):
    if filename is not None:
        prof.dump_stats(filename)
    else:
        prof.print_stats(sort)


class Profile(_lsprof.Profiler):
    """Builds a profiler object."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        super().__init__()

    def print_stats(self, sort=-1):
        import pstats
        if not isinstance(sort, tuple):
            sort = (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*sort).print_stats()

    def dump_stats(self, file):
        import _release
        _release.unsupported("saving a profile's statistics")

    def create_stats(self):
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        self.stats = {(file, line, name): (primitive, calls, own, total, {})
                      for file, line, name, calls, primitive, own, total in self._entries()}

    def run(self, cmd):
        import __main__
        names = __main__.__dict__
        return self.runctx(cmd, names, names)

    def runctx(self, cmd, globals, locals):
        self.enable()
        try:
            exec(cmd, globals, locals)
        finally:
            self.disable()
        return self

    def runcall(self, func, /, *args, **kw):
        self.enable()
        try:
            return func(*args, **kw)
        finally:
            self.disable()

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()
