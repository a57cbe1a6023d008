# and/or give back one of their operands, unchanged.
left, right = [], [1]
print((left or right) is right, (left and right) is left)
print((right or left) is right, (right and left) is left)
print(max(left, right) is right, min(left, right) is left)
print(sorted(right) is right, next(iter([left])) is left)
print((left if not left else right) is left)
