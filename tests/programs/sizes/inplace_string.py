# += on a local string may extend it where it is.
import sys
def build(n):
    s = ""
    sizes = set()
    for i in range(n):
        s += "x"
        sizes.add(sys.getsizeof(s) - len(s))
    return len(s), sizes
print(build(100))
parts = []
for i in range(5):
    parts.append("ab")
print(sys.getsizeof("".join(parts)), sys.getsizeof("ab" * 5))
