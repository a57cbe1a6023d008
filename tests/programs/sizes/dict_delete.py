# Deleting keys does not shrink a dict.
import sys
d = {n: n for n in range(100)}
print(sys.getsizeof(d))
for n in range(95):
    del d[n]
print(len(d), sys.getsizeof(d), sys.getsizeof(dict(d)), sys.getsizeof(d.copy()))
d[200] = 1
print(sys.getsizeof(d))
for n in range(300, 360):
    d[n] = n
print(len(d), sys.getsizeof(d))
d.clear()
print(sys.getsizeof(d))
