# Remembering by id() goes wrong once the object is gone.
memo = {}
def describe(thing):
    key = id(thing)
    if key not in memo:
        memo[key] = repr(thing)
    return memo[key]
print(describe([1, 2, 3]))
print(describe([4, 5, 6]))
x = [7, 8, 9]
print(describe(x) == repr(x))
print(len(memo))
