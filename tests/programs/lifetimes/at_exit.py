# What lives at the end dies with the interpreter.
class T:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("bye", self.name)
a = T("a")
b = T("b")
_private = T("private")
c = [T("in list")]
print("last line")
