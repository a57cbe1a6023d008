# list() takes a new block, [] a parked header.
ids = set()
for _ in range(20):
    ids.add(id([]))
print(len(ids))
ids = set()
for _ in range(20):
    ids.add(id(list()))
print(len(ids))
ids = set()
for _ in range(20):
    ids.add(id(object()))
print(len(ids))
