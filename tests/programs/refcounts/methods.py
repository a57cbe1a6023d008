# A bound method holds its instance.
import sys

class Dog:
    def count(self):
        return sys.getrefcount(self)

d = Dog()
print(sys.getrefcount(d), d.count(), Dog().count(), Dog.count(d))
bark = d.count
print(sys.getrefcount(d), d.count(), bark())
del bark
print(sys.getrefcount(d))
print(sys.getrefcount(Dog.count))
keep = Dog.count
print(sys.getrefcount(keep))
