class Lazy:
    def __init__(self):
        self.real = 1
    def __getattr__(self, name):
        if name.startswith("auto_"):
            value = self.__dict__[name] = name[5:]
            print("made", name)
            return value
        raise AttributeError(f"no {name} here")
    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)
l = Lazy()
print(l.real, l.auto_x, l.auto_x)
l.y = 2
del l.y
try:
    l.zzz
except AttributeError as e:
    print(e)
print(hasattr(l, "q"), getattr(l, "q", "default"), hasattr(l, "auto_q"))
