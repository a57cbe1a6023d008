# What `with` holds while its body runs.
import sys

class Manager:
    def __enter__(self):
        return self
    def __exit__(self, *exc):
        print("exit", sys.getrefcount(self))

with Manager() as m:
    print("body", sys.getrefcount(m))
print("after", sys.getrefcount(m))
def inside():
    with Manager() as m:
        print("body", sys.getrefcount(m))
    return sys.getrefcount(m)
print(inside())
with Manager():
    print("no name")
