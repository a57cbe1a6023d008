x = 5
if x is 5:
    print("five")
s = "\d"
print(s, len(s))
assert (x, "always")
print(1 is not 2, () is (), x == 5)
