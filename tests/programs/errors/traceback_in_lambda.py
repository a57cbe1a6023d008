ops = {"add": lambda a, b: a + b, "div": lambda a, b: a / b}
print(ops["add"](1, 2))
print(sorted([3, 1, 0], key=lambda x: ops["div"](1, x)))
