# A generator's frame lives on in a traceback, its generator does not.
import gc
import sys

class Held:
    def __del__(self):
        print("del held")

def broken():
    held = Held()
    number = 7
    yield nuber

try:
    next(broken())
except NameError as error:
    frame = error.__traceback__.tb_next.tb_frame
    print(sorted(frame.f_locals), frame.f_locals["number"])
    print(gc.is_tracked(frame), frame.f_lineno)
    kept = error
del frame
print("still held")
kept = None

def unstarted():
    inside = 1
    yield inside

generator = unstarted()
frame = generator.gi_frame
print(frame.f_locals)
del generator
print(frame.f_locals)
frame.clear()

def suspended():
    value = Held()
    try:
        yield 1
    finally:
        print("closed")

generator = suspended()
next(generator)
frame = generator.gi_frame
print(sorted(frame.f_locals))
del generator
print(sorted(frame.f_locals))
del frame
total = sum(number for number in [1, 2, "3"])
