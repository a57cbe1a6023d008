import weakref
class Subject:
    def __init__(self):
        self.strong = []
        self.weak = weakref.WeakSet()
    def notify(self, message):
        for o in self.strong:
            o.update(message)
        for o in sorted(self.weak, key=lambda o: o.name):
            o.update(message)
class Observer:
    def __init__(self, name):
        self.name = name
    def update(self, message):
        print(self.name, "got", message)
    def __del__(self):
        print(self.name, "gone")
s = Subject()
a, b, c = Observer("a"), Observer("b"), Observer("c")
s.strong.append(a)
s.weak.add(b)
s.weak.add(c)
s.notify("first")
del a, b
s.notify("second")
s.strong.clear()
s.notify("third")
