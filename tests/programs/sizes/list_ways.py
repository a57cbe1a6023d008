# The way a list is made decides its capacity.
import sys
n = 5
print(sys.getsizeof([1, 2, 3, 4, 5]), sys.getsizeof([0] * n), sys.getsizeof(list(range(n))))
print(sys.getsizeof([x for x in range(n)]), sys.getsizeof(list(x for x in range(n))), sys.getsizeof([*range(n)]))
print(sys.getsizeof(list((1, 2, 3, 4, 5))), sys.getsizeof(list("abcde")), sys.getsizeof("a b c d e".split()))
print(sys.getsizeof(sorted([5, 4, 3, 2, 1])), sys.getsizeof([1, 2] + [3, 4, 5]), sys.getsizeof([1, 2, 3, 4, 5][:]))
print(sys.getsizeof(list(map(int, "12345"))), sys.getsizeof(list({1, 2, 3, 4, 5})), sys.getsizeof(list(dict.fromkeys("abcde"))))
