# Instances of one class share their keys.
import sys

class P:
    def __init__(self, n):
        self.x = n
        self.y = n

points = [P(n) for n in range(10)]
print([sys.getsizeof(p.__dict__) for p in points])
q = P(1)
print(sys.getsizeof(vars(q)))
q.z = 3
print(sys.getsizeof(vars(q)))
d = {"x": 1, "y": 2}
print(sys.getsizeof(d))
