import heapq
import bisect
h = [5, 1, 8, 3]
heapq.heapify(h)
heapq.heappush(h, 0)
print(h, heapq.heappop(h), h, heapq.nlargest(2, h), heapq.nsmallest(2, h), heapq.heappushpop(h, 9), heapq.heapreplace(h, 2), [heapq.heappop(h) for _ in range(len(h))])
l = [1, 3, 5, 7]
print(bisect.bisect(l, 3), bisect.bisect_left(l, 3), bisect.bisect(l, 4), list(heapq.merge([1, 4], [2, 3])))
bisect.insort(l, 4)
print(l, bisect.bisect_left(["a", "bbb"], 2, key=len))
