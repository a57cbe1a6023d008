# Which requests share a pool: sizes round up to 16 bytes.
def pool_of(n):
    return {id(b"x" * n) // 16384 for _ in range(3)}
groups = {}
for n in range(0, 100):
    keep = [bytes(n + 1) for _ in range(700)]
    steps = sorted(b - a for a, b in zip(map(id, keep), list(map(id, keep))[1:]))
    groups.setdefault(steps[len(steps) // 2], []).append(n + 1)
print({step: (min(ns), max(ns)) for step, ns in groups.items()})
