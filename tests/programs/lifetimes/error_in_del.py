class T:
    def __del__(self):
        raise ValueError("in finalizer")
t = T()
del t
print("goes on")
def f():
    T()
    return "value"
print(f())
