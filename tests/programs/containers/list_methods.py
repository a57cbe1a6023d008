l = [3, 1, 2]
l.append(4); l.extend((5, 6)); l.insert(1, 9)
print(l, l.index(4), l.count(9), len(l), 9 in l, l + [0], [0] * 3, l[1:3], max(l), min(l), sum(l))
l.remove(9); l.sort(reverse=True)
print(l, l.pop(), l.pop(0), l, l.copy() == l, l.copy() is l)
l[1:2] = ["a", "b"]; del l[0]; l[-1] *= 2
print(l, l == ["a", "b", 3, 4], [1, 2] < [1, 3], [1] < [1, 0], list("abc"), [*range(3), *"ab"], list(reversed([1, 2])))
l.clear()
print(l, bool(l), [[]] * 2, [1, [2]] == [1, [2]], sorted([(2, "a"), (1, "b")]), list({1: 2}), [None] * 2)
for f in (lambda: [].pop(), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1][1], lambda: [1, 2].pop(5), lambda: [] + 1, lambda: [1]["a"], lambda: [3, "a"].sort(), lambda: [1] < ["a"]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
