class R:
    def __init__(self, name):
        self.name = name
        print("open", name)
    def __enter__(self):
        return self
    def __exit__(self, kind, value, tb):
        print("close", self.name, kind.__name__ if kind else None)
        return self.name == "swallow"
    def __del__(self):
        print("del", self.name)
with R("a") as a, R("b"):
    print("body")
print("--")
with R("swallow"):
    1 / 0
print("went on")
try:
    with R("loud"):
        int("x")
except ValueError as e:
    print(e)
del a
