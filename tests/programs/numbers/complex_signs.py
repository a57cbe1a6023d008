print(complex(1, -2), (1 + 2j).conjugate(), abs(3 + 4j), (1 + 2j) * (3 - 1j), 1j ** 2, complex("1+2j"), (2 + 0j) == 2, repr(1e5j), -1j, 3 - 4j, (1 + 1j) / (1 - 1j), complex(0.0, -0.0), 1j.imag)
