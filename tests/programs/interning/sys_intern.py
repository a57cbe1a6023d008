# sys.intern gives one object for equal text.
import sys
parts = ["not", "a", "name!"]
one = " ".join(parts)
two = " ".join(parts)
print(one is two)
one = sys.intern(one)
two = sys.intern(two)
print(one is two, one)
three = sys.intern("".join(["not a ", "name!"]))
print(three is one)
try:
    sys.intern(b"bytes")
except TypeError as error:
    print(error)
