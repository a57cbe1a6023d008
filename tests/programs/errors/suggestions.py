class Robot:
    def __init__(self):
        self.position = 0
        self.speed = 1
    def move_forward(self):
        pass
r = Robot()
import math, collections
for text in ("r.positon", "r.move_foward()", "r.spped", "math.sqr", "collections.Conter", "[].appendd", "''.uper", "prnt", "r.zzzzzz", "lenn([])", "Robt()"):
    try:
        eval(text)
    except (AttributeError, NameError) as e:
        print(text, "->", e)
        print(getattr(e, "name", None))
