import math
cases = [len("abc"), int("3"), 1 + 2, 9 // 3, abs(-3), round(3.2), math.floor(3.9), ord("\x03"), [3][0], max(1, 3), 6 >> 1, sum([1, 2]), int(3.0), True + 2, hash(3), 3 .__index__()]
print(all(c is cases[0] for c in cases), len(cases))
big = [10 ** 5, int("100000"), 99999 + 1, int(1e5), 50000 * 2]
print(len({id(b) for b in big}), all(b == big[0] for b in big))
print((256 + 0) is (255 + 1), int("257") is int("257"), int("1024") is int("1024"), int("1025") is int("1025"), -5 is -6 + 1)
x = 256
x += 1
y = 257
print(x is y, x == y)
for i in range(255, 259):
    print(i, i is int(str(i)))
