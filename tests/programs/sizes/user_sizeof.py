# getsizeof asks __sizeof__ and adds the collector's header.
import sys

class Liar:
    def __sizeof__(self):
        return 1000

class Negative:
    def __sizeof__(self):
        return -1

class Wrong:
    def __sizeof__(self):
        return "big"

print(sys.getsizeof(Liar()), Liar().__sizeof__())
for cls in (Negative, Wrong):
    try:
        print(sys.getsizeof(cls()))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(sys.getsizeof(Wrong(), 7))
print([].__sizeof__(), sys.getsizeof([]), (1).__sizeof__(), sys.getsizeof(1))
