a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a <= b, {1} < a, a >= {1, 2}, a.isdisjoint({9}), a == {3, 2, 1}, len(a), 2 in a)
print(a.union([7], (8,)), a.intersection([1, 2, 9]), a.difference([1]), a.symmetric_difference([1, 10]), set("hello") == set("helo"), frozenset(a) == a)
a.add(5); a.discard(99); a.remove(1)
a |= {6}; a &= {2, 3, 5, 6}; a -= {6}; a ^= {2, 100}
print(sorted(a), a.pop() in {3, 5, 100}, len(a), set(), {*range(3)}, {frozenset({1}): "x"}[frozenset([1])])
for f in (lambda: {1}.remove(2), lambda: set().pop(), lambda: {[]}, lambda: {1} + {2}, lambda: {1} | [2], lambda: hash(set()), lambda: {1} < 2):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
