class Base:
    def __init__(self, **kw):
        print("Base", kw)
        super().__init__()
class Left(Base):
    def __init__(self, left=None, **kw):
        print("Left", left)
        super().__init__(**kw)
class Right(Base):
    def __init__(self, right=None, **kw):
        print("Right", right)
        super().__init__(**kw)
class Both(Left, Right):
    def __init__(self, **kw):
        super().__init__(**kw)
        print(super(Left, self).__init__.__qualname__)
b = Both(left=1, right=2, other=3)
print([c.__name__ for c in Both.__mro__], super(Both, b).__thisclass__.__name__, super(Both, b).__self__ is b)
class A:
    @classmethod
    def make(cls):
        return cls.__name__
class B(A):
    @classmethod
    def make(cls):
        return "B:" + super().make()
print(B.make(), B().make(), type(super(B, B())).__name__)
try:
    super().x
except RuntimeError as e:
    print(e)
