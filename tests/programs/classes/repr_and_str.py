class A:
    def __repr__(self):
        return "A()"
class B(A):
    def __str__(self):
        return "bee"
class C:
    def __format__(self, spec):
        return f"<{spec or 'none'}>"
    def __str__(self):
        return 5
print(A(), [A()], B(), [B()], str(B()), repr(B()), f"{B()!r} {B()!s} {B()}")
print(f"{C()} {C():x>5}", format(C(), "abc"))
try:
    str(C())
except TypeError as e:
    print(e)
try:
    format(A(), "x")
except TypeError as e:
    print(e)
