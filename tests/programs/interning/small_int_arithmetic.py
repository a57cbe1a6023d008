# Results of arithmetic are shared within the cache, too.
def total(values):
    result = 0
    for value in values:
        result += value
    return result

a = total([100, 100])
b = total([50, 150])
print(a, b, a is b)
a = total([200, 57])
b = total([57, 200])
print(a, b, a is b)
a = total([1000, 24])
b = total([24, 1000])
print(a, b, a is b)
a = total([1000, 25])
b = total([25, 1000])
print(a, b, a is b)
print(len("x" * 300) is len("y" * 300), len("x" * 200) is len("y" * 200))
