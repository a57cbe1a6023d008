# Removing gives memory back at some lengths.
import sys
l = list(range(40))
sizes = [sys.getsizeof(l)]
while l:
    l.pop()
    sizes.append(sys.getsizeof(l))
print(sizes)
l = list(range(100))
del l[50:]
print(sys.getsizeof(l))
del l[5:]
print(sys.getsizeof(l))
l.clear()
print(sys.getsizeof(l))
