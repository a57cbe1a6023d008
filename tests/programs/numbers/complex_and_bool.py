z = 3 + 4j
print(z, z.real, z.imag, abs(z), z.conjugate(), z * 2, z * z, z / 2, -z, z ** 2, z == complex(3, 4), complex("1+2j"), 1j ** 2, complex(1), 0j)
print(repr(1j), repr(-1j), repr(1 - 0j), complex(0, -1), str(2.5j), bool(0j), z + 1, z - 1.5, hash(complex(3, 0)) == hash(3))
try:
    z < 1
except TypeError as e:
    print(e)
print(True + True, True * 3, sum([True, False, True]), isinstance(True, int), True == 1, True is 1 == 1, bool([]), bool("0"), bool(0.0), not None)
print(int(True), str(True), f"{True:d}", True & False, True | False, True ^ True, ~True if False else "skip", bool.__mro__)
