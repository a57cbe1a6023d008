# A parameter is one more name for the caller's object.
def same(thing, other):
    return thing is other

def give_back(thing):
    return thing

def copy_of(thing):
    return thing[:]

letters = ["a", "b"]
print(same(letters, letters), same(letters, letters[:]))
print(give_back(letters) is letters, copy_of(letters) is letters)
word = "letters"
print(copy_of(word) is word, copy_of((1, 2)) == (1, 2))
