class Animal:
    def __init__(self, name):
        self.name = name
    def speak(self):
        return "..."
    def __str__(self):
        return f"{type(self).__name__}({self.name})"
class Dog(Animal):
    def speak(self):
        return "Woof, " + super().speak()
class Puppy(Dog):
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age
p = Puppy("Rex", 1)
print(p, p.speak(), p.age)
print(isinstance(p, Animal), issubclass(Puppy, Dog), Puppy.__mro__)
print([c.__name__ for c in Puppy.mro()], Puppy.__bases__, Animal.__subclasses__())
