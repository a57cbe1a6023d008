"""Threads, run one after the other: each from its start to its end, when it is started.

A run is deterministic, so threads do not take turns. What would wait for another thread for ever is
an error that names it.
"""

import sys
import weakref

import _release

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread',
           'TIMEOUT_MAX', 'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread',
           'Barrier', 'BrokenBarrierError', 'Timer', 'ThreadError', 'setprofile', 'settrace',
           'local', 'stack_size', 'excepthook', 'ExceptHookArgs', 'get_native_id']

ThreadError = RuntimeError
TIMEOUT_MAX = 9223372036.0


def _would_wait(what):
    _release.unsupported(f'waiting for {what}: threads run one after the other')


class _Lock:
    """A primitive lock."""

    def __init__(self):
        self._locked = False

    def acquire(self, blocking=True, timeout=-1):
        if self._locked:
            if blocking and timeout < 0:
                _would_wait('a lock that is held')
            return False
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError('release unlocked lock')
        self._locked = False

    def locked(self):
        return self._locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()

    def __repr__(self):
        state = 'locked' if self._locked else 'unlocked'
        return f'<{state} _thread.lock object at {id(self):#x}>'


_Lock.__name__ = _Lock.__qualname__ = 'lock'
_Lock.__module__ = '_thread'
Lock = _release.written_in_c(_Lock)


@_release.written_in_c
class RLock:
    """A lock that its owner can take again."""

    def __init__(self):
        self._count = 0
        self._owner = None

    def acquire(self, blocking=True, timeout=-1):
        if self._count and self._owner is not current_thread():
            if blocking and timeout < 0:
                _would_wait('a lock that is held')
            return False
        self._owner = current_thread()
        self._count += 1
        return True

    def release(self):
        if not self._count or self._owner is not current_thread():
            raise RuntimeError('cannot release un-acquired lock')
        self._count -= 1
        if not self._count:
            self._owner = None

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()

    def __repr__(self):
        state = 'locked' if self._count else 'unlocked'
        owner = self._owner.ident if self._owner else 0
        return f'<{state} _thread.RLock object owner={owner} count={self._count} at {id(self):#x}>'


class Condition:
    """A condition variable."""

    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exc_info):
        return self._lock.__exit__(*exc_info)

    def wait(self, timeout=None):
        if timeout is None:
            _would_wait('a condition')
        return False

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result and timeout is None:
            _would_wait('a condition')
        return result

    def notify(self, n=1):
        pass

    def notify_all(self):
        pass


class Semaphore:
    """A counter of how many may enter."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if self._value == 0:
            if blocking and timeout is None:
                _would_wait('a semaphore')
            return False
        self._value -= 1
        return True

    def release(self, n=1):
        if n < 1:
            raise ValueError('n must be one or more')
        self._value += n

    __enter__ = acquire

    def __exit__(self, *exc_info):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses to be released more often than it was acquired."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if self._value + n > self._initial_value:
            raise ValueError('Semaphore released too many times')
        super().release(n)


class Event:
    """A flag that threads wait for."""

    def __init__(self):
        self._flag = False

    def __repr__(self):
        status = 'set' if self._flag else 'unset'
        return f'<{type(self).__module__}.{type(self).__qualname__} at {id(self):#x}: {status}>'

    def is_set(self):
        return self._flag

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag and timeout is None:
            _would_wait('an event')
        return self._flag


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    """A meeting point of threads."""

    def __init__(self, parties, action=None, timeout=None):
        self.parties = parties
        self._action = action

    def wait(self, timeout=None):
        if self.parties > 1:
            _would_wait('a barrier')
        if self._action:
            self._action()
        return 0


class _local:
    """Attributes of which each thread has its own, as long as it runs."""

    def __new__(cls, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError('Initialization arguments are not supported')
        self = object.__new__(cls)
        object.__setattr__(self, '_spaces', {_current._ident: {}})
        object.__setattr__(self, '_arguments', (args, kwargs))
        _current._locals.append(weakref.ref(self))
        return self

    def _space(self):
        spaces = object.__getattribute__(self, '_spaces')
        space = spaces.get(_current._ident)
        if space is None:
            space = spaces[_current._ident] = {}
            _current._locals.append(weakref.ref(self))
            args, kwargs = object.__getattribute__(self, '_arguments')
            if type(self).__init__ is not object.__init__:
                type(self).__init__(self, *args, **kwargs)
        return space

    def __getattribute__(self, name):
        space = _local._space(self)
        if name == '__dict__':
            return space
        try:
            return space[name]
        except KeyError:
            pass
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        space = _local._space(self)
        if name == '__dict__':
            raise AttributeError(f'{type(self).__name__!r} object attribute {name!r} is read-only')
        space[name] = value

    def __delattr__(self, name):
        try:
            del _local._space(self)[name]
        except KeyError:
            raise AttributeError(f'{type(self).__name__!r} object has no attribute {name!r}'
                                 ) from None


def _forget_locals(thread):
    """What a thread that ends had in `local` objects goes with it."""
    used, thread._locals = thread._locals, []
    for reference in used:
        own = reference()
        if own is not None:
            object.__getattribute__(own, '_spaces').pop(thread._ident)


_local.__module__ = '_thread'
local = _release.written_in_c(_local)


_counter = 0


def _newname(template):
    global _counter
    _counter += 1
    return template % _counter


class Thread:
    """A class that represents a thread of control."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None,
                 context=None):
        if group is not None:
            raise AssertionError('group argument must be None for now')
        if name is None:
            name = _newname('Thread-%s')
            if target is not None:
                try:
                    name += f' ({target.__name__})'
                except AttributeError:
                    pass
        self._target = target
        self._name = str(name)
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._started = False
        self._stopped = False
        self._locals = []
        self._initialized = True

    def __repr__(self):
        status = 'stopped' if self._stopped else 'started' if self._started else 'initial'
        if self._daemonic:
            status += ' daemon'
        if self._ident is not None:
            status += f' {self._ident}'
        return f'<{type(self).__name__}({self._name}, {status})>'

    def start(self):
        """Start the thread's activity."""
        global _current
        if not self._initialized:
            raise RuntimeError('thread.__init__() not called')
        if self._started:
            raise RuntimeError('threads can only be started once')
        self._started = True
        self._ident = _main._ident + 4096 * len(_idents)
        _idents.append(self._ident)
        before = _current
        _current = self
        try:
            self.run()
        except SystemExit:
            pass
        except BaseException as exc:
            excepthook(ExceptHookArgs((type(exc), exc, exc.__traceback__, self)))
        finally:
            _forget_locals(self)
            _current = before
            self._stopped = True

    def run(self):
        """Method representing the thread's activity."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def join(self, timeout=None):
        """Wait until the thread terminates."""
        if not self._started:
            raise RuntimeError('cannot join thread before it is started')
        if self is _current:
            raise RuntimeError('cannot join current thread')

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)

    @property
    def ident(self):
        return self._ident

    native_id = ident

    def is_alive(self):
        """Return whether the thread is alive."""
        return self._started and not self._stopped

    @property
    def daemon(self):
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if self._started:
            raise RuntimeError('cannot set daemon status of active thread')
        self._daemonic = daemonic

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name


class Timer(Thread):
    """Call a function after a specified number of seconds."""

    def __init__(self, interval, function, args=None, kwargs=None):
        Thread.__init__(self)
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Stop the timer if it hasn't finished yet."""
        self.finished.set()

    def run(self):
        import time
        time.sleep(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        self._name = 'MainThread'
        self._daemonic = False
        self._ident = 139_637_976_000_000
        self._started = True
        self._stopped = False
        self._locals = []
        self._initialized = True


class ExceptHookArgs(tuple):
    """What excepthook() is told of an exception."""

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])


def excepthook(args, /):
    """Handle uncaught Thread.run() exception."""
    if args.exc_type is SystemExit:
        return
    import traceback
    name = args.thread.name if args.thread is not None else get_ident()
    print(f'Exception in thread {name}:', file=sys.stderr)
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback)


__excepthook__ = excepthook
_main = _MainThread()
_current = _main
_idents = [_main._ident]


def current_thread():
    """Return the current Thread object."""
    return _current


def main_thread():
    """Return the main thread object."""
    return _main


def enumerate():
    """Return a list of all Thread objects currently alive."""
    return [_main] if _current is _main else [_main, _current]


def active_count():
    """Return the number of Thread objects currently alive."""
    return len(enumerate())


def get_ident():
    """Return a non-zero integer that uniquely identifies the current thread."""
    return _current._ident


get_native_id = get_ident
currentThread = current_thread
activeCount = active_count


def settrace(func):
    """Set a trace function for all threads."""
    _release.unsupported('threading.settrace()')


setprofile = settrace


def stack_size(size=0):
    """Return the thread stack size."""
    return 0
