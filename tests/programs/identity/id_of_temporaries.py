# Two temporaries that never live together may have one address.
print(id([]) == id([]))
print(id({}) == id({}))
print(id(object()) == id(object()))
print([] is [], {} is {}, object() is object())
a, b = [], []
print(id(a) == id(b))
print(id(1.5 + a.__len__()) == id(2.5 + b.__len__()))
