import sys
print([c for c in map(chr, range(256)) if sys.intern(c) is not chr(ord(c))])
print([c for c in map(chr, range(256)) if c.isidentifier() and eval(repr(c)) is not chr(ord(c))])
print([c for c in map(chr, range(128)) if c.isalnum() and eval(repr(c)) is not chr(ord(c))])
