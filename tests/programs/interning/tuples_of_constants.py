# A tuple of constants is itself a constant.
def pair():
    return (1, "two")

def other():
    return (1, "two")

print(pair() is pair(), pair() is other(), pair() is (1, "two"))
n = 1
print((n, "two") is (n, "two"), (n, "two") == pair())
print(pair.__code__.co_consts is other.__code__.co_consts)
print((1, 2.0) is (1.0, 2), (1, 2) == (1.0, 2.0))
