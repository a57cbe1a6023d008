class T:
    def __del__(self):
        print("bye")
a = T()
b = [a, a]
del a
print("name gone")
b.pop()
print("one left")
b.pop()
print("empty")
T()
print("after temporary")
