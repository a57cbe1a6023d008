# `is None` and `== None` differ for objects with their own __eq__.
class Agreeable:
    def __eq__(self, other):
        return True

thing = Agreeable()
print(thing == None, thing is None, None == thing)
print([None, thing].index(thing), [thing].count(None), None in [thing])
match thing:
    case None:
        print("matched None")
    case _:
        print("matched the rest")
