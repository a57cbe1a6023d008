from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self):
        ...
    @property
    @abstractmethod
    def name(self):
        ...
    def describe(self):
        return f"{self.name}: {self.area()}"
class Square(Shape):
    name = "square"
    def __init__(self, s):
        self.s = s
    def area(self):
        return self.s ** 2
class Half(Shape):
    def area(self):
        return 0
print(Square(3).describe(), sorted(Shape.__abstractmethods__))
for cls in (Shape, Half):
    try:
        cls()
    except TypeError as e:
        print(e)
@Shape.register
class Fake:
    pass
print(issubclass(Fake, Shape), isinstance(Fake(), Shape), isinstance(Square(1), Shape))
