def average(values):
    assert len(values) > 0, "no values"
    assert all(isinstance(v, (int, float)) for v in values)
    return sum(values) / len(values)

print(average([1, 2]))
print(average([]))
