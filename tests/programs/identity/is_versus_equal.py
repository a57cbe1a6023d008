# Equality asks the objects, identity asks the addresses.
pairs = [(1, 1.0), (True, 1), ("a", "a"), ([], []), ((), ()), (0, False), (None, None)]
for left, right in pairs:
    print(repr(left), repr(right), left == right, left is right)
nan = float("nan")
print(nan == nan, nan is nan, [nan] == [nan], nan in [nan])
print([float("nan")] == [float("nan")])
