def readings():
    yield 1
    yield "2"
    yield 3

def total(values):
    result = 0
    for value in values:
        result += value
    return result

print(total(readings()))
