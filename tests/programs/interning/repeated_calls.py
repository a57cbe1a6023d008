def get_name():
    return "constant text with spaces"
def get_tuple():
    return (1, 2, "x")
def get_list():
    return [1, 2]
def get_number():
    return 987654321
def get_frozen():
    return 5 in {1, 5}
for f in (get_name, get_tuple, get_list, get_number):
    print(f.__name__, f() is f())
print([type(c).__name__ for c in get_frozen.__code__.co_consts], get_frozen())
a = [get_name() for _ in range(3)]
print(a[0] is a[1] is a[2])
