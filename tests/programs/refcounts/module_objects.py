import sys
import math
rc = sys.getrefcount
print(rc(math) - rc(math), sys.modules["math"] is math)
before = rc(math)
m = math
import math as again
print(rc(math) - before, again is m)
del m, again
print(rc(math) - before)
f = math.sqrt
print(rc(f) - rc(math.sqrt), f is math.sqrt, f.__self__ is math)
print(rc(sys.path) >= 2, rc(sys.argv) >= 2, type(rc(rc)).__name__)
