# Small ints exist once, however they were made.
import sys
for n in (-6, -5, -1, 0, 255, 256, 257, 1023, 1024, 1025, 10 ** 6):
    made = int(str(n))
    again = int(str(n))
    print(n, made is again, made is n + 0 if n < 1000 else made == n)
