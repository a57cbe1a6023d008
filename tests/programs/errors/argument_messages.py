class C:
    def m(self, a):
        pass
    @classmethod
    def c(cls, a, b):
        pass
    @staticmethod
    def s():
        pass
    def __init__(self, x=1):
        pass
def two(a, b):
    pass
def opt(a, b=1, c=2):
    pass
def kw(*, x, y, z):
    pass
def nothing():
    pass
for text in ("C().m()", "C().m(1, 2)", "C.c()", "C.c(1)", "C.s(1)", "C(1, 2)", "two()", "two(1)", "two(1, 2, 3)", "opt()", "opt(1, 2, 3, 4)", "kw()", "kw(x=1)", "kw(1)", "kw(x=1, y=2)", "nothing(1)", "nothing(a=1)", "two(a=1)", "two(1, a=2)", "two(1, b=2, c=3)", "len()", "len([], [])", "len(x=1)", "int(1, 2, 3)", "[].append()", "[].append(1, 2)", "'a'.join()", "sorted()", "isinstance(1)", "print(end=5)", "(lambda x: x)()", "C.m()", "object(1)", "range()", "dict(1, 2)", "max()", "pow(1)"):
    try:
        eval(text)
        print(text, "ok")
    except TypeError as e:
        print(text, "->", e)
