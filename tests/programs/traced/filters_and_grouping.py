import tracemalloc
tracemalloc.start()
a = [bytes(500) for _ in range(20)]
b = {i: str(i) * 10 for i in range(50)}
snap = tracemalloc.take_snapshot()
here = snap.filter_traces([tracemalloc.Filter(True, "*filters_and_grouping*")])
stats = here.statistics("lineno")
print([(s.traceback[0].lineno, s.count > 10) for s in stats[:2]])
by_file = here.statistics("filename")
print(len(by_file), by_file[0].size > 10000)
none = snap.filter_traces([tracemalloc.Filter(False, "*filters_and_grouping*")])
print(all("filters" not in s.traceback[0].filename for s in none.statistics("lineno")))
print(tracemalloc.get_traceback_limit(), str(stats[0].traceback).endswith(":3"))
