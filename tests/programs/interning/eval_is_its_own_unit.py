# Every eval compiles anew.
a = eval("1000")
b = eval("1000")
print(a == b, a is b)
a, b = eval("2000, 2000")
print(a is b)
a, b = eval("'word'"), eval("'word'")
print(a is b)
a, b = eval("'two words'"), eval("'two words'")
print(a is b)
namespace = {}
exec("x = 3000\ny = 3000\nz = 1.5\n", namespace)
exec("w = 3000\nv = 1.5\n", namespace)
print(namespace["x"] is namespace["y"], namespace["x"] is namespace["w"], namespace["z"] is namespace["v"])
