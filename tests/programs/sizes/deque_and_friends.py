import sys
from collections import deque, Counter, OrderedDict, defaultdict, ChainMap
print(sys.getsizeof(deque()), sys.getsizeof(deque(range(64))), sys.getsizeof(deque(range(65))), sys.getsizeof(deque(range(1000))))
print(sys.getsizeof(Counter("aab")), sys.getsizeof(OrderedDict(a=1)), sys.getsizeof(defaultdict(list)))
print(sys.getsizeof({"a": 1}), sys.getsizeof(ChainMap({}, {})))
