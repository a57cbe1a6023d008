# From 3.12 on, calls of native code do not count towards the recursion limit.
import sys


class A:
    n = 0

    def __repr__(self):
        A.n += 1
        return repr(self)


class C:
    n = 0

    def __call__(self):
        C.n += 1
        return self()


class I:
    n = 0

    def __getitem__(self, key):
        I.n += 1
        return self[key]


class P:
    n = 0

    def __add__(self, other):
        P.n += 1
        return self + other


sys.setrecursionlimit(200)
acts = ((A, repr), (C, lambda c: c()), (I, lambda i: i[0]), (P, lambda p: p + 1))
for cls, act in acts:
    try:
        act(cls())
    except RecursionError as error:
        print(cls.__name__, cls.n, error)
sys.setrecursionlimit(1000)
for n in (400, 900, 1200):
    nested, other = [], []
    for _ in range(n):
        nested, other = [nested], [other]
    for work in (repr, lambda value: value == other):
        try:
            work(nested)
            print(n, "done")
        except RecursionError as error:
            print(n, error)
