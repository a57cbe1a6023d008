import tracemalloc
tracemalloc.start(5)
def make():
    return bytes(3000)
def outer():
    return make()
b = outer()
tb = tracemalloc.get_object_traceback(b)
print([frame.lineno for frame in tb], tracemalloc.get_traceback_limit())
print(len(tb), tb[0].filename == tb[-1].filename)
tracemalloc.stop()
print(tracemalloc.get_object_traceback(b))
