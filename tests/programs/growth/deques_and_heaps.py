import sys
from collections import deque
import heapq
d = deque()
seen = []
for n in range(200):
    d.append(n)
    s = sys.getsizeof(d)
    if not seen or seen[-1][1] != s:
        seen.append((n + 1, s))
print(seen)
while d:
    d.popleft()
print(sys.getsizeof(d), sys.getsizeof(deque(maxlen=5)))
h = []
for n in range(20):
    heapq.heappush(h, -n)
print(sys.getsizeof(h), h[0], len(h))
