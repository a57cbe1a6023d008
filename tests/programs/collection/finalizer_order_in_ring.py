import gc
gc.collect()
class Ring:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("final", self.name, self.next.name)
a, b, c, d = (Ring(n) for n in "abcd")
a.next, c.next, b.next, d.next = c, b, d, a
del a, b, c, d
print(gc.collect())
