class T:
    count = 0
    def __init__(self):
        T.count += 1
    def __del__(self):
        T.count -= 1
def show(label):
    print(f"{label}: {T.count}")
show("start")
a = T(); show("one name")
b = [a, T()]; show("list")
c = {"x": b}; show("dict holds list")
del a; show("name deleted")
b = None; show("list name gone")
c["x"].pop(); show("popped second")
c.clear(); show("dict cleared")
T(); show("temporary")
l = [T() for _ in range(5)]; show("five")
l = l[:2]; show("sliced")
l *= 2; show("doubled")
del l[::2]; show("every other")
l = None; show("none")
