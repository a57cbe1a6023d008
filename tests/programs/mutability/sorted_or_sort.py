l = [3, 1, 2]
s = sorted(l)
print(l, s, s is l)
print(l.sort(), l)
words = ["pear", "fig", "Apple", "banana"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True))
words.sort(key=lambda w: (len(w), w))
print(words, list(reversed(words)), words[::-1] == list(reversed(words)))
try:
    sorted([1, "a"])
except TypeError as error:
    print(error)
