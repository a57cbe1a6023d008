# Adding to an int rebinds the name to another object.
n = 10
before = id(n)
n += 1
print(id(n) == before, n)
m = 10
print(id(m) == before)
big = 10 ** 20
keep = big
big += 0
print(big is keep, big == keep)
