import sys
pairs = [(str(i), i) for i in range(6)]
ways = [dict(pairs), {k: v for k, v in pairs}, dict(zip("012345", range(6))), {**dict(pairs)}, dict(pairs).copy(), dict(pairs) | {}, dict.fromkeys("012345", 0)]
print([sys.getsizeof(d) for d in ways])
d = {"0": 0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
print(sys.getsizeof(d))
e = {}
e.update(d)
print(sys.getsizeof(e))
e.update({str(i): i for i in range(20)})
print(sys.getsizeof(e), sys.getsizeof({**e, **d}), sys.getsizeof(dict(**d)))
def kw(**k):
    return sys.getsizeof(k)
print(kw(), kw(a=1), kw(**d), kw(**e))
