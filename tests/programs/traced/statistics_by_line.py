import tracemalloc
tracemalloc.start()
keep = [bytes(1000) for _ in range(50)]
other = bytes(5000)
snapshot = tracemalloc.take_snapshot()
stats = [s for s in snapshot.statistics("lineno") if s.size > 4000]
for stat in stats:
    print(stat.traceback[0].lineno, stat.size // 1000, stat.count)
print(stats[0].size >= stats[1].size)
