class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1
class Squares:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i
class Range:
    def __iter__(self):
        yield from (1, 2)
    def __reversed__(self):
        return iter("ba")
c = Countdown(3)
print(list(c), list(c), list(Squares()), 4 in Squares(), list(Range()), list(reversed(Range())))
a, b, *r = Countdown(5)
print(a, b, r, dict(zip("ab", Countdown(2))), max(Countdown(4)), sum(Squares()))
it = iter(lambda l=[3, 2, 1, 0]: l.pop(0), 0)
print(list(it))
