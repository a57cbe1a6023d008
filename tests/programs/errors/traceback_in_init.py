class Point:
    def __init__(self, x, y):
        self.x = float(x)
        self.y = float(y)
    @classmethod
    def parse(cls, text):
        return cls(*text.split(","))
print(vars(Point.parse("1,2")))
Point.parse("1,two")
