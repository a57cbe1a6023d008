def numbers(n):
    for i in range(n):
        print("make", i)
        yield i
def even(xs):
    return (x for x in xs if x % 2 == 0)
def squares(xs):
    for x in xs:
        print("square", x)
        yield x * x
for s in squares(even(numbers(4))):
    print("->", s)
def infinite():
    n = 0
    while True:
        yield n
        n += 1
from itertools import islice, takewhile
print(list(islice(infinite(), 3)), list(takewhile(lambda x: x < 4, infinite())))
