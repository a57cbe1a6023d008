import sys
for text in ("a b c", "a b c d e f g h i j k l m", "one", "", "a,b"):
    parts = text.split()
    print(len(parts), sys.getsizeof(parts), sys.getsizeof(text.split(",")), sys.getsizeof(text.splitlines()), sys.getsizeof(list(text)))
print(sys.getsizeof("a b c d".split(" ", 1)), sys.getsizeof("a b c d".rsplit(None, 2)), sys.getsizeof(b"a b c".split()), sys.getsizeof("a-b".partition("-")))
print(sys.getsizeof(" ".join(["ab"] * 10)), sys.getsizeof("é".join(["ab"] * 10)), sys.getsizeof("".join([])))
