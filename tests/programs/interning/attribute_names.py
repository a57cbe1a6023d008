# Names in code are interned; strings built at run time are not.
class Box:
    pass

box = Box()
name = "".join(["col", "our"])
setattr(box, name, "red")
print([key for key in box.__dict__][0] is "colour")
print(getattr(box, "".join(["col", "our"])), box.colour)
box.weight = 3
print(list(vars(box))[1] is "weight")
d = {"".join(["wei", "ght"]): 1}
print(list(d)[0] is "weight", list(d)[0] == "weight")
