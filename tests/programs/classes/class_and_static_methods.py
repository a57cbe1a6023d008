class Date:
    count = 0
    def __init__(self, y, m, d):
        self.y, self.m, self.d = y, m, d
        Date.count += 1
    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split("-")))
    @staticmethod
    def valid(text):
        return text.count("-") == 2
    def __repr__(self):
        return f"{self.__class__.__name__}({self.y}, {self.m}, {self.d})"
class Special(Date):
    pass
print(Date.parse("2020-01-02"), Special.parse("1999-12-31"), Date.count)
print(Date.valid("2020"), Special.valid("1-2-3"), Date.parse)
print(type(Date.__dict__["valid"]).__name__, type(Date.__dict__["parse"]).__name__)
