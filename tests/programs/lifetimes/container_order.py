class T:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print(self.name, end=" ")
l = [T(i) for i in range(4)]
del l
print("| list")
t = tuple([T(i) for i in range(4)])
del t
print("| tuple")
d = {i: T(i) for i in range(4)}
del d
print("| dict")
l = [T(i) for i in range(4)]
l.clear()
print("| clear")
l = [T(i) for i in range(6)]
del l[1:4]
print("| del slice")
del l[0], l[0], l[0]
print("| one by one")
