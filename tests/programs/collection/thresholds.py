import gc
print(gc.get_threshold())
gc.set_threshold(500)
print(gc.get_threshold())
gc.set_threshold(500, 5)
print(gc.get_threshold())
gc.set_threshold(500, 5, 2)
print(gc.get_threshold())
gc.set_threshold(0)
print(gc.get_threshold(), gc.isenabled())
try:
    gc.set_threshold()
except TypeError as error:
    print(error)
try:
    gc.collect(3)
except ValueError as error:
    print(error)
