# Three ways to the same list need not take the same memory.
import sys
def loop(n):
    out = []
    for i in range(n):
        out.append(i)
    return out
for n in (0, 1, 3, 9, 17, 33, 100):
    print(n, sys.getsizeof(loop(n)), sys.getsizeof([i for i in range(n)]), sys.getsizeof(list(range(n))), sys.getsizeof([None] * n))
