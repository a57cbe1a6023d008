x = 1
def read():
    return x
def shadow():
    x = 2
    return x
def write():
    global x
    x = 3
print(read(), shadow(), x)
write()
print(x)
def broken():
    print(x)
    x = 4
try:
    broken()
except UnboundLocalError as e:
    print(e)
try:
    undefined_name
except NameError as e:
    print(e)
def later():
    def inner():
        return value
    try:
        inner()
    except NameError as e:
        print(e)
    value = 1
    return inner()
print(later())
class C:
    y = 5
    z = [y for _ in range(2)] if False else y
    def m(self):
        try:
            return y
        except NameError as e:
            return str(e)
print(C().m(), C.z)
