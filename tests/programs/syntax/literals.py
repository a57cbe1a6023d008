print(0xFF, 0o17, 0b11, 1_000, 1e3, 1.5e-3, .5, 5., 1j, 0xdead_beef, 00, 1_0.0_1)
print('single', "double", '''triple
single''', """triple "quoted" double""", r"raw\n", b"bytes\x00", rb"\n", u"u", "a" 'b' "c")
print("\t|\x41|\u00e9|\U0001F600|\101|\\|\'|\"|\a\b\f\v|".encode("unicode_escape"))
print("line \
continued", "", ''' ''', [], (), {}, {1}, (1,), [1,], {1: 2,}, ..., None, True)
print(1 if 2 else 3, not 1, -1, +1, ~1, 1 < 2 < 3, 1 in [1], 2 not in [1], 1 is 1 or 0)
