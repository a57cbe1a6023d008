class Single:
    _one = None
    def __new__(cls, *args):
        print("new", args)
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one
    def __init__(self, *args):
        print("init", args)
        self.args = args
a, b = Single(1), Single(2)
print(a is b, a.args)
class Celsius(float):
    def __new__(cls, v):
        return super().__new__(cls, round(v, 1))
    def __repr__(self):
        return f"{float(self)}C"
print(Celsius(36.66), Celsius(1) + 1, type(Celsius(1) + 1).__name__)
class Odd:
    def __new__(cls):
        return 5
    def __init__(self):
        print("never")
print(Odd())
