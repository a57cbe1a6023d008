# Big ints of one size can follow each other at one address.
a = int("100000")
where = id(a)
del a
b = int("200000")
print(id(b) == where)
del b
c = 10 ** 40
print(id(c) == where)
print(id(int("300000")) == id(int("400000")))
print(id(int("10") * 10 ** 20) == id(int("11") * 10 ** 20))
