def fresh(n):
    return "-".join(["ab"] * n)
a = fresh(4)
where = id(a)
del a
b = fresh(4)
print(id(b) == where)
del b
c = fresh(40)
print(id(c) == where, len(c))
print(id(fresh(3)) == id(fresh(3)))
