def fill(n):
    lists = []
    entries = {}
    for i in range(n):
        lists.append([i, i + 1])
        entries[i] = i
    return lists, entries

lists, entries = fill(200_000)
print(len(lists), len(entries), sum(item[0] for item in lists))
