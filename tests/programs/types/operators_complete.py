class V:
    def __init__(self, n):
        self.n = n
    def __getattr__(self, name):
        raise AttributeError(name)
for op in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor", "matmul"):
    setattr(V, f"__{op}__", lambda self, o, op=op: f"{op}({self.n},{getattr(o, 'n', o) if isinstance(o, V) else o})")
    setattr(V, f"__r{op}__", lambda self, o, op=op: f"r{op}({self.n},{o})")
for op in ("lt", "le", "gt", "ge", "eq", "ne"):
    setattr(V, f"__{op}__", lambda self, o, op=op: op)
for op in ("neg", "pos", "invert", "abs"):
    setattr(V, f"__{op}__", lambda self, op=op: op)
a, b = V(1), V(2)
print(a + b, a - b, a * b, a / b, a // b, a % b, a ** b, a << b, a >> b, a & b, a | b, a ^ b, a @ b)
print(5 + a, 5 - a, "s" * a, 1.5 / a, 5 // a, 5 % a, 5 ** a, 5 << a, 5 & a, None | a, 5 @ a)
print(a < b, a <= b, a > b, a >= b, a == b, a != b, 5 < a, -a, +a, ~a, abs(a))
class I:
    def __index__(self):
        return 3
    def __int__(self):
        return 7
    def __float__(self):
        return 2.5
    def __round__(self, n=None):
        return f"r{n}"
    def __trunc__(self):
        return 9
    def __floor__(self):
        return 8
import math
i = I()
print(int(i), float(i), [0, 1, 2, 3][i], "abcd"[:i], range(i), round(i), round(i, 2), math.floor(i), bin(i), hex(i), "x" * 3)
