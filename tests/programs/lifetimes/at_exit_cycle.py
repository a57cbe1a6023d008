import atexit
class T:
    def __init__(self, name):
        self.name = name
        self.me = self
    def __del__(self):
        print("bye", self.name)
a = T("a")
b = T("b")
atexit.register(print, "atexit first registered")
atexit.register(print, "atexit second registered")
print("last line")
