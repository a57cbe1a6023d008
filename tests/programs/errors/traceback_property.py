class User:
    def __init__(self, first):
        self.first = first
    @property
    def full(self):
        return self.first + " " + self.lst
    last = "L"
print(User("A").first)
print(User("A").full)
