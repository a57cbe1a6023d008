# Reading a method through an instance makes a new bound method.
class Lamp:
    def switch(self):
        return "on"

lamp = Lamp()
one, two = lamp.switch, lamp.switch
print(one is two, one == two, hash(one) == hash(two))
print(one.__self__ is lamp, one.__func__ is Lamp.switch)
print(Lamp.switch is Lamp.switch, Lamp.__dict__["switch"] is Lamp.switch)
print(lamp.switch == Lamp().switch)
print([].append is [].append)
