import sys
def f():
    pass
def g(a, b=1):
    c = a + b
    return c
print(sys.getsizeof(f), sys.getsizeof(g), sys.getsizeof(lambda: 0), sys.getsizeof(len), sys.getsizeof([].append))
class C:
    def m(self):
        pass
print(sys.getsizeof(C().m), sys.getsizeof(C.m), sys.getsizeof(C), sys.getsizeof(int), sys.getsizeof(type))
print(sys.getsizeof(property()), sys.getsizeof(staticmethod(f)), sys.getsizeof(classmethod(f)), sys.getsizeof(super(C, C())))
