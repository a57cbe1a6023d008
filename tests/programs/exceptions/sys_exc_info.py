import sys
print(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError:
    kind, value, tb = sys.exc_info()
    print(kind.__name__, value, tb is value.__traceback__, tb.tb_lineno)
    try:
        [][0]
    except IndexError:
        print(sys.exc_info()[0].__name__)
    print(sys.exc_info()[0].__name__)
print(sys.exc_info())
try:
    e
except NameError:
    try:
        raise ValueError("x")
    except ValueError as e:
        pass
    print("e" in globals())
