# Removing while iterating skips elements.
numbers = [1, 2, 3, 4, 5, 6]
for n in numbers:
    if n % 2:
        numbers.remove(n)
print(numbers)
numbers = [1, 1, 2, 2]
for n in numbers:
    if n == 1:
        numbers.remove(n)
print(numbers)
d = {"a": 1, "b": 2}
try:
    for k in d:
        d[k + k] = 0
except RuntimeError as error:
    print(type(error).__name__, error)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as error:
    print(error)
