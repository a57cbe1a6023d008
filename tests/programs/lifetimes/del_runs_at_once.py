class T:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("bye", self.name)
t = T("one")
t = T("two")
print("rebound")
u = t
del t
print("still there")
u = None
print("end")
