# An exception is held by its name and by what handles it.
import sys
try:
    raise ValueError("oops")
except ValueError as error:
    print(sys.getrefcount(error))
    saved = error
    print(sys.getrefcount(error))
print(sys.getrefcount(saved))
saved = saved.with_traceback(None)
print(sys.getrefcount(saved))

def catch():
    thing = object()
    try:
        raise KeyError(thing)
    except KeyError as e:
        return sys.getrefcount(thing), sys.getrefcount(e.args[0])

print(catch())
