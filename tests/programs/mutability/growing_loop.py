# A list may grow under its iterator.
l = [1]
for x in l:
    if len(l) < 6:
        l.append(x * 2)
print(l)
it = iter(l)
print(next(it), next(it))
l.clear()
print(list(it), l)
l.extend([1, 2, 3])
print(list(it))
