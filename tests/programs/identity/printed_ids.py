# Ids of names that share an object are printed alike.
first = object()
second = first
third = object()
print(id(first))
print(id(second))
print(id(third))
print(hex(id(first)))
print("same", id(first) == id(second), id(second) == id(third))
print(first)
