class T:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("bye", self.name)
def make():
    a, b = T("captured"), T("not captured")
    def inner():
        return a.name
    return inner
f = make()
print("made", f())
g = f
del f
print("one name less")
del g
print("end")
