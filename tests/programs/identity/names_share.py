# Assignment binds another name to the same object.
a = ["tea"]
b = a
c = list(a)
print(a is b, a is c, a == c)
print(id(a) == id(b), id(a) == id(c))
b.append("milk")
print(a, c)
a = a + ["sugar"]
print(a is b, a, b)
