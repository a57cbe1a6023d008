# A default is made once, when `def` runs.
def collect(item, into=[]):
    into.append(item)
    return into

print(collect(1))
print(collect(2))
print(collect(3, []))
print(collect(4), collect.__defaults__)
print(collect(5) is collect(6))
def better(item, into=None):
    if into is None:
        into = []
    into.append(item)
    return into
print(better(1), better(2))
