class T:
    def __init__(self, name):
        self.name = name
        print("new", name)
    def __del__(self):
        print("bye", self.name)
x = T(1)
x = T(2)
d = {"k": T(3)}
d["k"] = T(4)
l = [T(5)]
l[0] = T(6)
print("end")
