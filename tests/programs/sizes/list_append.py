# A list grows in steps.
import sys
l = []
last = sys.getsizeof(l)
print(0, last)
for n in range(1, 65):
    l.append(n)
    if sys.getsizeof(l) != last:
        last = sys.getsizeof(l)
        print(n, last)
