print(hash("a"), hash("hello"), hash(b"hello"), hash(("a", 1)), hash((1, 2, 3)), hash(frozenset([1, 2])), hash(1.5), hash(-2), hash(10 ** 20), hash(0.1))
print(hash(True), hash(1j), hash(float("inf")), hash(range(3)) == hash(range(3)), hash("") == 0, hash(((),)), hash(1e100), hash(-1.0), hash(2 ** 100))
class K:
    def __init__(self, k):
        self.k = k
    def __hash__(self):
        return hash(self.k)
    def __eq__(self, o):
        return self.k == o.k
print({K(1): "a"}[K(1)], len({K("x"), K("x"), K("y")}), hash(K("a")) == hash("a"))
class Bad:
    def __hash__(self):
        return "x"
try:
    hash(Bad())
except TypeError as e:
    print(e)
class Huge:
    def __hash__(self):
        return 2 ** 100
print(hash(Huge()))
