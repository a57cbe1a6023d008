"""Grows and shrinks containers at random and prints what room they have.

tests/growth.rs does the very same operations on the model. Run with each
release to record growth.RELEASE.txt anew:

    PYTHONHASHSEED=0 python3.14 growth.py > growth.3.14.txt

Each line: the name of a walk, then 'step:value' wherever the value changes.
"""
import sys

getsizeof = sys.getsizeof


class Random:
    """A linear congruential generator, easily written in any language."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n


def show(name, values):
    last = None
    out = []
    for step, value in enumerate(values):
        if value != last:
            out.append("%d:%d" % (step, value))
            last = value
    print(name, *out)


def capacity(l):
    return (getsizeof(l) - getsizeof([])) // 8


def lists(seed, steps):
    random = Random(seed)
    l = []
    for _ in range(steps):
        n = len(l)
        op = random.below(11)
        if n > 300 and op < 6:
            op += 5
        if op < 3:
            l.append(None)
        elif op == 3:
            l.extend([None] * random.below(20))
        elif op == 4:
            l.insert(random.below(n + 1), None)
        elif op == 5:
            l[n // 2:n // 2] = [None] * random.below(9)
        elif op < 9:
            if n:
                l.pop(random.below(n))
        elif op == 9:
            a = random.below(n + 1)
            del l[a:a + random.below(n - a + 1)]
        elif random.below(20) == 0:
            l.clear()
        else:
            l.extend(None for _ in range(random.below(12)))
        yield capacity(l)


def dicts(seed, steps, text):
    """text: how many keys of 10 are str."""
    random = Random(seed)
    d = {}
    for _ in range(steps):
        op = random.below(6)
        if len(d) > 400 and op < 3:
            op = 3
        if op < 3:
            key = random.below(1000)
            if random.below(10) < text:
                key = "s%d" % key
            d[key] = None
        elif op == 3 and d:
            key = list(d)[random.below(len(d))]
            del d[key]
        elif op == 4 and d:
            d.popitem()
        elif op == 5 and random.below(60) == 0:
            d.clear()
        elif op == 5:
            yield getsizeof(d.copy())
            copy = {-1: None}
            copy.update(d)
            yield getsizeof(copy)
        yield getsizeof(d)


def checksum(ints):
    total = 0
    for value in ints:
        total = (total * 31 + value + 1) % 1000003
    return total


def sets(seed, steps):
    random = Random(seed)
    s = set()
    for _ in range(steps):
        op = random.below(7)
        if len(s) > 300 and op < 3:
            op = 3
        if op < 3:
            s.add(random.below(100000) * (1 + 31 * random.below(3)))
        elif op == 3 and s:
            s.discard(list(s)[random.below(len(s))])
        elif op == 4 and s:
            yield s.pop()
        elif op == 5 and random.below(100) == 0:
            s.clear()
        elif op == 6:
            copy = s.copy()
            yield getsizeof(copy)
            yield checksum(copy)
            union = {1, 2, 3} | s
            yield getsizeof(union)
            yield checksum(union)
            f = frozenset(s)
            yield hash(f) % 1000003
        yield getsizeof(s)
        yield checksum(s)


def bytearrays(seed, steps):
    random = Random(seed)
    b = bytearray()
    for _ in range(steps):
        n = len(b)
        op = random.below(6)
        if n > 500:
            op = 5
        if op < 4:
            b.append(1)
        elif op == 4:
            b.extend(bytes(random.below(31)))
        else:
            m = random.below(n + 1)
            del b[m:]
        yield b.__alloc__()


for seed in range(2):
    show("list", lists(seed, 1500))
show("dict of ints", dicts(0, 1200, 0))
show("dict of strs", dicts(1, 1200, 10))
show("dict of both", dicts(2, 1200, 9))
for seed in range(2):
    show("set", sets(seed, 120))
show("bytearray", bytearrays(0, 800))
