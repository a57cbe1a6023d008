# Freed last, used first.
things = [object() for _ in range(5)]
ids = [id(t) for t in things]
while things:
    things.pop(0)
again = [object() for _ in range(5)]
print([ids.index(id(t)) if id(t) in ids else None for t in again])
