import sys
def g():
    a = b = c = 1
    yield a
print(sys.getsizeof(g()), sys.getsizeof(x for x in "ab"), sys.getsizeof(x for x in range(10 ** 6)))
print(sys.getsizeof(range(10 ** 6)), sys.getsizeof(iter([])), sys.getsizeof(iter({})), sys.getsizeof(enumerate([])))
print(sys.getsizeof(zip()), sys.getsizeof(map(str, [])), sys.getsizeof(filter(None, [])), sys.getsizeof(reversed([])))
