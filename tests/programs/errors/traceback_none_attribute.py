def find(items, name):
    for item in items:
        if item == name:
            return item
print(find(["a"], "a").upper())
print(find(["a"], "b").upper())
