mixed = [3, "1", 2]
print(sorted(mixed, key=str))
print(sorted(mixed))
