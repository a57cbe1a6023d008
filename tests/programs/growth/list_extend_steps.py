import sys
l = []
sizes = []
for chunk in ([1], [2, 3], [4] * 5, [5] * 10, [6] * 3, [7] * 50):
    l.extend(chunk)
    sizes.append((len(l), sys.getsizeof(l)))
print(sizes)
l = [0] * 5
l += [1]
print(sys.getsizeof(l))
l += l
print(len(l), sys.getsizeof(l))
l *= 3
print(len(l), sys.getsizeof(l))
l[5:5] = range(20)
print(len(l), sys.getsizeof(l))
l.insert(3, "x")
print(len(l), sys.getsizeof(l))
