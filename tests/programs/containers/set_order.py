# Iteration order follows hashes and history.
print({3, 1, 2}, {10, 5, 0}, set(range(20, 0, -3)), {8, 0, 16}, {0, 8, 16}, {-1, -2, 1, 2})
print(set("hello world"), {"apple", "banana", "cherry"}, frozenset("abcdef"), {1.5, 2.5, "a", None, (1, 2)})
s = set()
for n in (100, 50, 7, 3, 64, 32):
    s.add(n)
print(s)
s.discard(50); s.add(18)
print(s, s.pop(), s.pop(), s, list(s | {5, 4}), [x for x in {9, 8, 7}])
print({str(n) for n in range(12)}, dict.fromkeys({"x", "y", "z"}), sorted({"b", "a"}), {"a": {3, 2}, "b": {"q", "p"}})
