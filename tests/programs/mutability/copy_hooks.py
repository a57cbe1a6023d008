# Classes may say how they are copied.
import copy

class Record:
    def __init__(self, data):
        self.data = data
    def __copy__(self):
        print("copying")
        return Record(self.data)
    def __deepcopy__(self, memo):
        print("deep copying", len(memo))
        return Record(copy.deepcopy(self.data, memo))

r = Record([1, [2]])
c, d = copy.copy(r), copy.deepcopy(r)
print(c.data is r.data, d.data is r.data, d.data == r.data)
