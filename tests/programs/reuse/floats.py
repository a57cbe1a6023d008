x = 1.5 * 2
where = id(x)
del x
y = 2.5 * 2
print(id(y) == where)
z = 3.5 * 2
print(id(z) == where)
def temp():
    v = float("7.25")
    return id(v)
print(temp() == temp())
