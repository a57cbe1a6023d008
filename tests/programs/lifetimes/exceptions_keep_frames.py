class T:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("bye", self.name)
def f():
    t = T("local")
    raise ValueError("x")
try:
    f()
except ValueError as e:
    print("handling")
print("handled")
try:
    f()
except ValueError as e:
    kept = e
print("kept")
del kept
print("dropped")
