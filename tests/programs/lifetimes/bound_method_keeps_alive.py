class T:
    def __del__(self):
        print("bye")
    def m(self):
        return "m"
t = T()
m = t.m
del t
print(m())
m = None
print("end")
f = T().m
print("temporary lives on")
del f
