# Keys parsed from text are equal, not identical, until interned.
import sys
line = "name=Ada;job=countess"
def parse(text):
    return {key: value for key, value in (item.split("=") for item in text.split(";"))}
one, two = parse(line), parse(line)
print(one == two)
print([a is b for a, b in zip(one, two)])
one = {sys.intern(k): v for k, v in one.items()}
two = {sys.intern(k): v for k, v in two.items()}
print([a is b for a, b in zip(one, two)])
