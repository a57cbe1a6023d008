# Only the empty tuple, string and bytes are shared.
print(() is tuple(), tuple([]) is (), ()[:] is ())
print("" is "".strip(), b"" is bytes(), bytes(0) is b"")
print(frozenset() is frozenset(), [] is [], {} is {})
print(range(0) is range(0), range(0) == range(3, 3))
print((1, 2)[2:] is (), (1, 2)[:0] is tuple(x for x in []))
