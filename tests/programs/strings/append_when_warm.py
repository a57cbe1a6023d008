# In 3.11 a function must have started or jumped back eight times before `+=` grows a str in place.
def moves():
    text, place, count = "", None, 0
    n = 0
    while n < 160:
        n += 1
        text += "x"
        count += id(text) != place
        place = id(text)
    return count
print([moves() for i in range(10)])
def twice():
    text, place, count = "", None, 0
    for _ in range(80):
        text += "x"
        count += id(text) != place
        place = id(text)
        text += "y"
        count += id(text) != place
        place = id(text)
    return count
print([twice() for i in range(3)])
def inner():
    text, place, count = "", None, 0
    for a in range(20):
        for b in range(4):
            pass
        text += "x"
        count += id(text) != place
        place = id(text)
    return count
print([inner() for i in range(3)])
def mixed(kinds):
    count = 0
    for kind in kinds:
        value = kind * 5
        value += kind
        value += kind
    text, place = "", None
    for _ in range(30):
        text = text + "x"
        count += id(text) != place
        place = id(text)
    return count
print(mixed([1, 1]), mixed([1, 2, "x", 4.0]), mixed("abc"))
def add(a, b):
    place = id(a)
    a += b
    return id(a) == place
print([add("x" * 40, "y") for _ in range(12)])
print([add(1, 1) for _ in range(12)])
print([add("x" * 40, "y") for _ in range(12)])
