"""Execute computations asynchronously: each when it is submitted, one after the other."""

import threading

import _release

__all__ = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'CancelledError', 'TimeoutError',
           'InvalidStateError', 'BrokenExecutor', 'Future', 'Executor', 'wait', 'as_completed',
           'ThreadPoolExecutor', 'ProcessPoolExecutor']

FIRST_COMPLETED, FIRST_EXCEPTION = 'FIRST_COMPLETED', 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'
TimeoutError = TimeoutError


class Error(Exception):
    """Base class for all future-related exceptions."""


class CancelledError(Error):
    """The Future was cancelled."""


class InvalidStateError(Error):
    """The operation is not allowed in this state."""


class BrokenExecutor(RuntimeError):
    """Raised when an executor has become non-functional."""


class Future:
    """Represents the result of an asynchronous computation."""

    def __init__(self):
        self._state = 'PENDING'
        self._result = self._exception = None
        self._done_callbacks = []

    def __repr__(self):
        text = f'<{type(self).__name__} at {id(self):#x} state={self._state.lower()}'
        if self._state == 'FINISHED':
            if self._exception is not None:
                text += f' raised {type(self._exception).__name__}'
            else:
                text += f' returned {type(self._result).__name__}'
        return text + '>'

    def cancel(self):
        """Cancel the future if possible."""
        if self._state in ('RUNNING', 'FINISHED'):
            return False
        self._state = 'CANCELLED'
        self._finished()
        return True

    def cancelled(self):
        """Return True if the future was cancelled."""
        return self._state == 'CANCELLED'

    def running(self):
        """Return True if the future is currently executing."""
        return self._state == 'RUNNING'

    def done(self):
        """Return True if the future was cancelled or finished executing."""
        return self._state in ('CANCELLED', 'FINISHED')

    def add_done_callback(self, fn):
        """Attaches a callable that will be called when the future finishes."""
        if self.done():
            fn(self)
        else:
            self._done_callbacks.append(fn)

    def _finished(self):
        for fn in self._done_callbacks:
            fn(self)

    def _check(self, timeout):
        if self._state == 'CANCELLED':
            raise CancelledError()
        if self._state != 'FINISHED':
            if timeout is None:
                _release.unsupported('waiting for a future: threads run one after the other')
            raise TimeoutError()

    def result(self, timeout=None):
        """Return the result of the call that the future represents."""
        self._check(timeout)
        if self._exception is not None:
            try:
                raise self._exception
            finally:
                # The exception's traceback holds this frame.
                self = None
        return self._result

    def exception(self, timeout=None):
        """Return the exception raised by the call that the future represents."""
        self._check(timeout)
        return self._exception

    def set_result(self, result):
        """Sets the return value of work associated with the future."""
        if self.done():
            raise InvalidStateError(f'{self._state}: {self!r}')
        self._result, self._state = result, 'FINISHED'
        self._finished()

    def set_exception(self, exception):
        """Sets the result of the future as being the given exception."""
        if self.done():
            raise InvalidStateError(f'{self._state}: {self!r}')
        self._exception, self._state = exception, 'FINISHED'
        self._finished()

    def set_running_or_notify_cancel(self):
        """Mark the future as running."""
        if self._state == 'CANCELLED':
            return False
        self._state = 'RUNNING'
        return True


class Executor:
    """This is an abstract base class for concrete asynchronous executors."""

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1, **kwargs):
        """Returns an iterator equivalent to map(fn, iter)."""
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return (future.result() for future in futures)

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Clean-up the resources associated with the Executor."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.shutdown(wait=True)
        return False


class ThreadPoolExecutor(Executor):
    """Runs each call in a thread of its own name when it is submitted."""

    _counter = 0

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=(),
                 **kwargs):
        if max_workers is not None and max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        self._max_workers = max_workers or 5
        if not thread_name_prefix:
            thread_name_prefix = f'ThreadPoolExecutor-{ThreadPoolExecutor._counter}'
            ThreadPoolExecutor._counter += 1
        self._prefix = thread_name_prefix
        self._initializer, self._initargs = initializer, initargs
        self._shutdown = False
        self._ready = False

    def submit(self, fn, /, *args, **kwargs):
        """Submits a callable to be executed with the given arguments."""
        if self._shutdown:
            raise RuntimeError('cannot schedule new futures after shutdown')
        future = Future()

        def work():
            if not self._ready and self._initializer is not None:
                self._initializer(*self._initargs)
            self._ready = True
            future.set_running_or_notify_cancel()
            try:
                result = fn(*args, **kwargs)
            except BaseException as exc:
                future.set_exception(exc)
            else:
                future.set_result(result)
        threading.Thread(target=work, name=f'{self._prefix}_0').start()
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True


class ProcessPoolExecutor(Executor):
    """Processes, of which there is one."""

    def __init__(self, *args, **kwargs):
        _release.unsupported('concurrent.futures.ProcessPoolExecutor')


class DoneAndNotDoneFutures(tuple):
    done = property(lambda self: self[0])
    not_done = property(lambda self: self[1])


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for the futures in the given sequence to complete."""
    fs = set(fs)
    done = {f for f in fs if f.done()}
    return DoneAndNotDoneFutures((done, fs - done))


def as_completed(fs, timeout=None):
    """An iterator over the given futures that yields each as it completes."""
    yield from list(fs)
