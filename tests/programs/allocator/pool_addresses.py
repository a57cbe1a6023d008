# Blocks in one pool: multiples of 16, never more than a pool apart.
things = [object() for _ in range(5000)]
ids = [id(t) for t in things]
pools = {}
for i in ids:
    pools.setdefault(i // 16384, []).append(i % 16384)
full = max(pools.values(), key=len)
print(len(full), min(full), max(full))
print(all(i % 16 == 0 for i in ids))
print(full == sorted(full))
