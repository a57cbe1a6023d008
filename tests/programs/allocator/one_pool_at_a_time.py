keep = [object() for _ in range(4000)]
ids = [id(o) for o in keep]
pools = []
for i in ids:
    p = i // 16384
    if not pools or pools[-1] != p:
        pools.append(p)
full = [sum(1 for i in ids if i // 16384 == p) for p in pools]
print(full[1:3], len(set(pools)) == len(pools))
dead = [k for k in range(2000, 3000)]
freed = [ids[k] for k in dead]
for k in dead:
    keep[k] = None
again = [object() for _ in range(len(dead))]
print(all(id(o) in set(freed) for o in again), id(again[0]) == freed[-1])
