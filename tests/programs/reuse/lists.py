# A dead list's header is parked and used again.
a = [1, 2, 3]
where = id(a)
del a
b = []
print(id(b) == where)
c = [4]
print(id(c) == where)
ids = set()
for _ in range(10):
    x = [0]
    ids.add(id(x))
    del x
print(len(ids))
