n = 10 ** 4000
print(n > 0, len(str(n)))
print(len(str(10 ** 5000)))
