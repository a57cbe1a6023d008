def make(n):
    return tuple([None] * n)
t = make(3)
where = id(t)
del t
u = make(4)
print(id(u) == where)
v = make(3)
print(id(v) == where)
print(id((where, 1)) == id((where, 2)))
print(id(make(30)) == id(make(30)))
