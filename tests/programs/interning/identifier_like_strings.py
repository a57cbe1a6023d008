# Constants that look like names are interned; others only within their file.
a = "hello_world"
b = "hello_world"
c = "hello world"
d = "hello world"
print(a is b, c is d)
print(a is eval("'hello_world'"), c is eval("'hello world'"))
print(a is "".join(["hello", "_world"]), a == "".join(["hello", "_world"]))
print("x" * 20 is eval("'xxxxxxxxxxxxxxxxxxxx'"))
