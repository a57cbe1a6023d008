# Changing an argument is seen outside, rebinding it is not.
def change(values):
    values.append("changed")

def rebind(values):
    values = values + ["rebound"]
    return values

def replace(values):
    values[:] = ["replaced"]

v = ["start"]
change(v); print(v)
print(rebind(v), v)
w = v
replace(v); print(v, w is v, w)
