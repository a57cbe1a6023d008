import sys
class T:
    def __init__(self, n):
        self.n = n
    def __del__(self):
        print("bye", self.n)
t = T("global")
globals()["t"] = T("replaced")
print("replaced")
del globals()["t"]
print("deleted")
import types
m = types.ModuleType("m")
m.a = T("module attribute")
m.b = m
print("dropping module")
del m
import gc
gc.collect()
print("collected")
def f():
    global made
    made = T("made in f")
f()
made = None
print("end")
