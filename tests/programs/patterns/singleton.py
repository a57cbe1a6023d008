class Config:
    _instance = None
    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.settings = {}
        return cls._instance
a = Config()
a.settings["debug"] = True
b = Config()
print(a is b, b.settings, id(a) == id(b))
class Meta(type):
    _all = {}
    def __call__(cls, *args):
        if cls not in cls._all:
            cls._all[cls] = super().__call__(*args)
        return cls._all[cls]
class Logger(metaclass=Meta):
    def __init__(self, name):
        self.name = name
x, y = Logger("x"), Logger("y")
print(x is y, y.name)
