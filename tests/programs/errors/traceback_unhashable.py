cache = {}
def remember(key, value):
    cache[key] = value
remember((1, 2), "ok")
print(cache)
remember([1, 2], "bad")
