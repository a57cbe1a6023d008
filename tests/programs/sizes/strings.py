# The widest character decides how wide all are.
import sys
for text in ("", "a", "ab", "é", "aé", "€", "a€", "😀", "a😀", "abcdefghij", "abcdefghié", "abcdefghi€", "abcdefghi😀"):
    print(len(text), text.isascii(), sys.getsizeof(text))
print(sys.getsizeof("a" * 100) - sys.getsizeof("a" * 50))
print(sys.getsizeof("€" * 100) - sys.getsizeof("€" * 50))
print(sys.getsizeof("😀" * 100) - sys.getsizeof("😀" * 50))
