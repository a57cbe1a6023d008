def inner(x):
    return 10 / x

def outer(x):
    y = x - 1
    return inner(y)

print(outer(3))
print(outer(1))
