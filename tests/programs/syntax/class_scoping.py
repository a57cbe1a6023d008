x = "global"
class A:
    x = "class"
    y = x
    def m(self):
        return x
    z = [x for _ in range(1)]
    w = (lambda: x)()
    k = [y for y in (1, 2)]
    if True:
        cond = 1
    for loop in range(2):
        pass
print(A.y, A().m(), A.z, A.w, A.k, A.cond, A.loop)
def outer():
    v = "outer"
    class B:
        u = v
        def get(self):
            return v
        def cls(self):
            return __class__.__name__
    return B
B = outer()
print(B.u, B().get(), B().cls(), B.__qualname__)
class C:
    """Doc"""
    __slots__ = ()
    print(__module__, __qualname__, sorted(k for k in locals() if not k.startswith("__")))
