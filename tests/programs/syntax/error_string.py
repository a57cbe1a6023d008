name = 'it's'
print(name)
