import sys
class Node:
    def __init__(self, name):
        self.name = name
        self.count_in_init = sys.getrefcount(self)
    def method(self):
        return sys.getrefcount(self)
    @property
    def prop(self):
        return sys.getrefcount(self)
    @classmethod
    def cls(cls):
        return sys.getrefcount(cls)
    @staticmethod
    def st(o):
        return sys.getrefcount(o)
    def __len__(self):
        return sys.getrefcount(self)
    def __call__(self):
        return sys.getrefcount(self)
    def __getitem__(self, k):
        return sys.getrefcount(self), sys.getrefcount(k)
    def __contains__(self, k):
        print("contains", sys.getrefcount(self), sys.getrefcount(k))
        return True
    def __add__(self, o):
        return sys.getrefcount(self), sys.getrefcount(o)
    def __eq__(self, o):
        print("eq", sys.getrefcount(self), sys.getrefcount(o))
        return True
    def __hash__(self):
        print("hash", sys.getrefcount(self))
        return 1
    def __bool__(self):
        print("bool", sys.getrefcount(self))
        return True
    def __str__(self):
        return f"str {sys.getrefcount(self)}"
    def __repr__(self):
        return f"repr {sys.getrefcount(self)}"
    def __format__(self, spec):
        return f"format {sys.getrefcount(self)}"
    def __enter__(self):
        print("enter", sys.getrefcount(self))
        return self
    def __exit__(self, *a):
        print("exit", sys.getrefcount(self))
    def __iter__(self):
        print("iter", sys.getrefcount(self))
        yield sys.getrefcount(self)
    def __getattr__(self, name):
        return name, sys.getrefcount(self)
n = Node("a")
print(n.count_in_init, sys.getrefcount(n))
print(n.method(), n.prop, n.cls() , n.st(n), len(n), n(), n[n], n in n, n + n)
print(n == n, n != n)
print({n: 1}, [n], str(n), f"{n} {n!r} {n!s}", "%s %r" % (n, n), "{} {!r}".format(n, n))
if n:
    pass
not n
with n as m:
    print(sys.getrefcount(n))
print(list(n), [*n], tuple(n), n.missing)
a, = n
print(a)
m = n.method
print(m(), sys.getrefcount(n), sys.getrefcount(m))
print(Node("b").method(), Node("c").count_in_init, Node("d")(), len(Node("e")))
print(getattr(n, "method")(), getattr(n, "prop"))
