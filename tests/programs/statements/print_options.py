import sys
print("a", "b", sep="-", end="!\n")
print(*[1, 2, 3], sep=", ")
print("x", end="")
print("y", end="\n\n")
print(sep="z")
print(None, True, [], {}, sep="|")
print("to stderr", file=sys.stderr)
sys.stdout.write("direct\n")
n = sys.stdout.write("counted")
print(n)
print("tab\tnew\nline", "quote'\"", repr("quote'\""), repr('it\'s'), "\\")
try:
    print("a", sep=1)
except TypeError as e:
    print(e)
try:
    print("a", foo=1)
except TypeError as e:
    print(e)
