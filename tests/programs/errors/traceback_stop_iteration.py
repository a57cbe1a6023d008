def take(it):
    while True:
        yield next(it)
print(list(take(iter([1, 2]))))
