import weakref
class A:
    __slots__ = ("x", "__weakref__")
class B:
    __slots__ = ("x",)
class C(B):
    pass
class D(B):
    __slots__ = ()
class E(int):
    pass
class F(tuple):
    pass
class G(str):
    pass
for cls in (A, B, C, D, E, F, G):
    try:
        o = cls()
        r = weakref.ref(o)
        print(cls.__name__, r() is o, hasattr(o, "__weakref__"))
    except TypeError as e:
        print(e)
print(A.__weakrefoffset__ != 0, B.__weakrefoffset__, C.__weakrefoffset__ != 0)
