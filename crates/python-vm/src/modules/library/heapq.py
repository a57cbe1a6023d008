"""Heap queue algorithm (a.k.a. priority queue)."""

from _heapq import heapify, heappop, heappush, heappushpop, heapreplace
import _heapq
import _release

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest',
           'heappushpop']

_heapify_max, _heappop_max = _heapq.heapify_max, _heapq.heappop_max
_heapreplace_max = _heapq.heapreplace_max


def merge(*iterables, key=None, reverse=False):
    """Merge multiple sorted inputs into a single sorted output."""
    if reverse:
        order, pop, replace, direction = _heapify_max, _heappop_max, _heapreplace_max, -1
    else:
        order, pop, replace, direction = heapify, heappop, heapreplace, 1
    heap = []
    for place, iterator in enumerate(map(iter, iterables)):
        for value in iterator:
            rank = value if key is None else key(value)
            heap.append([rank, place * direction, value, iterator])
            break
    order(heap)
    while len(heap) > 1:
        entry = heap[0]
        yield entry[2]
        for value in entry[3]:
            entry[0] = value if key is None else key(value)
            entry[2] = value
            replace(heap, entry)
            break
        else:
            pop(heap)
    if heap:
        rank, place, value, iterator = heap[0]
        yield value
        yield from iterator


def nsmallest(n, iterable, key=None):
    """Find the n smallest elements in a dataset."""
    if n == 1:
        nothing = object()
        found = min(iterable, default=nothing, key=key)
        return [] if found is nothing else [found]
    return _best(n, iterable, key, 1)


def nlargest(n, iterable, key=None):
    """Find the n largest elements in a dataset."""
    if n == 1:
        nothing = object()
        found = max(iterable, default=nothing, key=key)
        return [] if found is nothing else [found]
    return _best(n, iterable, key, -1)


def _best(n, iterable, key, direction):
    """Of equal items the first come first: each is ranked by its place as well."""
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=direction < 0)[:n]
    iterator = iter(iterable)
    heap = [(item if key is None else key(item), place * direction, item)
            for place, item in zip(range(n), iterator)]
    if not heap:
        return heap
    if direction > 0:
        _heapify_max(heap)
        replace = _heapreplace_max
    else:
        heapify(heap)
        replace = heapreplace
    worst = heap[0][0]
    place = n * direction
    for item in iterator:
        rank = item if key is None else key(item)
        if (rank < worst) if direction > 0 else (worst < rank):
            replace(heap, (rank, place, item))
            worst = heap[0][0]
            place += direction
    heap.sort(reverse=direction < 0)
    return [item for rank, place, item in heap]


if not _release.lacks('heapq.heapify_max'):
    from _heapq import heapify_max, heappop_max, heappush_max, heappushpop_max, heapreplace_max
    __all__ += ['heappush_max', 'heappop_max', 'heapify_max', 'heapreplace_max', 'heappushpop_max']
