import sys
d = {}
last = sys.getsizeof(d)
print(0, last)
for n in range(200):
    d[n] = n
    if sys.getsizeof(d) != last:
        last = sys.getsizeof(d)
        print(len(d), last)
d = {}
last = sys.getsizeof(d)
for n in range(100):
    d["key" + str(n)] = n
    if sys.getsizeof(d) != last:
        last = sys.getsizeof(d)
        print(len(d), last)
