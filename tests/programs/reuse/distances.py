# Blocks of one pool follow each other.
things = [object() for _ in range(3000)]
from collections import Counter
steps = Counter(id(b) - id(a) for a, b in zip(things, things[1:]))
print(steps.most_common(1)[0][0])
print({id(t) % 16 for t in things})
floats = [float(n) for n in range(3000)]
steps = Counter(id(b) - id(a) for a, b in zip(floats, floats[1:]))
print(steps.most_common(1)[0][0])
