squares = [n * n for n in range(5)]
evens = {n for n in range(6) if n % 2 == 0}
lengths = {w: len(w) for w in ("a", "bb")}
lazy = (n for n in range(3))
print(squares, evens, lengths, type(lazy).__name__, list(lazy), list(lazy))
print([(x, y) for x in range(3) for y in range(x)], [[c for c in w] for w in ("ab", "c")])
print([n if n % 2 else -n for n in range(4)], [y := 1, y + 1], [z for n in (1, 2) if (z := n * 10) > 10])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], list(zip(*matrix)), {v: k for k, v in {"a": 1}.items()})
print(sum(x * y for x, y in zip([1, 2], [3, 4])), "".join(c.upper() for c in "abc"), tuple(i for i in range(2)))
