class T:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("bye", self.name)
for i in range(3):
    t = T(i)
    print("made", i)
print("loop over")
for t in [T("a"), T("b")]:
    print("turn", t.name)
print("loop over")
[T(n) for n in "xy"]
print("comprehension over")
del t
