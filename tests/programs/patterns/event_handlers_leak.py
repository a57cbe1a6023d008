import weakref
class Button:
    def __init__(self):
        self.handlers = []
class Dialog:
    def __init__(self, button):
        button.handlers.append(self.on_click)
    def on_click(self):
        return "clicked"
b = Button()
d = Dialog(b)
r = weakref.ref(d)
del d
print(r() is not None, b.handlers[0]())
b.handlers.clear()
print(r() is None)
class WeakButton:
    def __init__(self):
        self.handlers = []
    def add(self, method):
        self.handlers.append(weakref.WeakMethod(method))
    def click(self):
        return [h()() for h in self.handlers if h() is not None]
class Listener:
    def on_click(self):
        return "heard"
w = WeakButton()
l = Listener()
w.add(l.on_click)
print(w.click())
del l
print(w.click())
