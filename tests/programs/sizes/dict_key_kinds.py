# A dict with string keys alone has smaller entries.
import sys
print(sys.getsizeof({"a": 1}), sys.getsizeof({1: 1}), sys.getsizeof({"a": 1, 2: 2}))
d = {"a": 1, "b": 2}
print(sys.getsizeof(d))
d[3] = 3
print(sys.getsizeof(d))
del d[3]
print(sys.getsizeof(d), sys.getsizeof(d.copy()))
print(sys.getsizeof(dict(a=1, b=2)), sys.getsizeof(dict.fromkeys("abcdef")), sys.getsizeof({k: 1 for k in "abcdef"}))
