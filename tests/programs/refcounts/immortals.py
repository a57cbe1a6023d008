# Some objects are not counted in newer releases.
import sys
def immortal(thing):
    before = sys.getrefcount(thing)
    hold = [thing] * 1000
    return sys.getrefcount(thing) == before
print([immortal(x) for x in (None, True, 0, 1, 256, "", "a", (), b"", int, ValueError)])
print([immortal(x) for x in (1000, 2.5, "two words", object(), [], print, sys)])
print(sys.getrefcount(None) == sys.getrefcount(True))
print(sys.getrefcount(None) > 1000)
