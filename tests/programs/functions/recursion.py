def fact(n):
    return 1 if n < 2 else n * fact(n - 1)
def fib(n, memo={}):
    if n in memo:
        return memo[n]
    memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]
def hanoi(n, a="A", b="B", c="C"):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
def flatten(l):
    return [x for item in l for x in (flatten(item) if isinstance(item, list) else [item])]
print(fact(20), fact(30), fib(50), hanoi(5), flatten([1, [2, [3, []], 4]]))
def deep(n):
    return deep(n + 1)
try:
    deep(0)
except RecursionError as e:
    print(e)
import sys
print(sys.getrecursionlimit())
