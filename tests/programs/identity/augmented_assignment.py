# += keeps a mutable object and replaces an immutable one.
def keeps(value, more):
    before = value
    value += more
    return value is before

print("list", keeps([1], [2]))
print("tuple", keeps((1,), (2,)))
print("str", keeps("a b", "c"))
print("bytes", keeps(b"ab", b"c"))
print("bytearray", keeps(bytearray(b"ab"), b"c"))
print("int", keeps(1000, 1))
print("float", keeps(1.5, 0.0))
s = {1}
t = s
s |= {2}
print("set", s is t, t)
f = frozenset({1})
g = f
f |= {2}
print("frozenset", f is g, sorted(f))
d = e = {"a": 1}
d |= {"b": 2}
print("dict", d is e, e)
