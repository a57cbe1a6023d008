length = 10
total = 5
print(length + total)
print(lenght)
