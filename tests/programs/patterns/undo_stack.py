import copy
class Editor:
    def __init__(self):
        self.doc = {"text": "", "tags": []}
        self.history = []
    def save(self, deep):
        self.history.append(copy.deepcopy(self.doc) if deep else copy.copy(self.doc))
    def undo(self):
        self.doc = self.history.pop()
for deep in (False, True):
    e = Editor()
    e.save(deep)
    e.doc["text"] = "hello"
    e.doc["tags"].append("x")
    e.undo()
    print(deep, e.doc)
