class T:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("bye", self.name)
    def same(self):
        return self
    def number(self):
        return 1
print(T("a").number())
print(T("b").number() + T("c").number())
print([T("d"), T("e")][0].name)
print((T("f"), 1)[1])
x = T("g").same()
print("held")
del x
print(len([T("h")]))
T("i") and print("and")
