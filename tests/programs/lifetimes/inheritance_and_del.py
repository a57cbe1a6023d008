class Base:
    def __del__(self):
        print("base del", type(self).__name__)
class Child(Base):
    def __del__(self):
        print("child first")
        super().__del__()
class Silent(Base):
    pass
class Broken(Base):
    def __init__(self):
        raise ValueError("in init")
Child()
Silent()
try:
    Broken()
except ValueError as e:
    print(e)
print("end")
class ByNew:
    def __new__(cls):
        self = super().__new__(cls)
        print("new")
        return self
    def __del__(self):
        print("del")
ByNew() and None
