# A cache keyed by id() can return another object's answer.
cache = {}
class Doc:
    __slots__ = ("text",)
    def __init__(self, text):
        self.text = text
def length(doc):
    if id(doc) not in cache:
        cache[id(doc)] = len(doc.text)
    return cache[id(doc)]
print(length(Doc("four")))
print(length(Doc("a longer text")))
d = Doc("kept")
e = Doc("also kept")
print(length(d), length(e), len(cache))
