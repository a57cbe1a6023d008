# The block freed last is handed out first.
class Thing:
    pass
for _ in range(40):
    Thing()
a = Thing()
where = id(a)
del a
b = Thing()
print(id(b) == where)
c = Thing()
print(id(c) == where)
