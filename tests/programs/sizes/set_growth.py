import sys
s = set()
last = sys.getsizeof(s)
print(0, last)
for n in range(200):
    s.add(n)
    if sys.getsizeof(s) != last:
        last = sys.getsizeof(s)
        print(len(s), last)
print(sys.getsizeof(frozenset(range(10))), sys.getsizeof(set(range(10))), sys.getsizeof({1, 2, 3, 4, 5}))
for n in range(190):
    s.discard(n)
print(len(s), sys.getsizeof(s), sys.getsizeof(s.copy()))
