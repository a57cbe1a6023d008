def concat(n):
    s = ""
    other = None
    for i in range(n):
        s += "ab"
        if i == n // 2:
            other = s
    return s, other
s, other = concat(10)
print(len(s), len(other), s.startswith(other), s is other)
a = b = "shared text!"
a += "?"
print(a, b)
l = [a]
a += "!"
print(l[0] is a, l)
