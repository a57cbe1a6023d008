data = ["1", "2", "x"]
def convert(items):
    return [int(i) for i in items]
print(convert(data[:2]))
print(convert(data))
