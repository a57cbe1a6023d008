# Equal constants of one file are one object, wherever they stand.
a = 123456
b = 123456
print(a is b)

def f():
    return 123456

class C:
    value = 123456

print(f() is a, C.value is a, (lambda: 123456)() is a)
print(eval("123456") is a)
x = 3.25
y = 3.25
print(x is y, eval("3.25") is x)
