l = [1]
l.append([2, 3])
print(l, len(l))
l.extend([4, 5])
print(l)
l += (6,)
l.extend("ab")
print(l)
l.insert(0, "first"); l.insert(100, "last"); l.insert(-1, "before last")
print(l)
print(l.pop(), l.pop(0), l.index(6), l.count("a"))
l.reverse()
print(l)
try:
    l.remove("zzz")
except ValueError as error:
    print(error)
