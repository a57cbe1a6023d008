import sys
class Watched:
    pass
def report(label, thing):
    print(f"{label:<12}{sys.getrefcount(thing) - 2}")
w = Watched()
report("start", w)
alias = w
report("alias", w)
container = [w] * 3
report("container", w)
container.append({"w": w})
report("nested", w)
def closure():
    return w
report("global read", w)
bound = w.__class__
report("class", w)
container.clear()
report("cleared", w)
del alias
report("end", w)
