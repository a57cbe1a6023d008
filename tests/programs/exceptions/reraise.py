def f():
    try:
        1 / 0
    except ZeroDivisionError:
        print("logging")
        raise
try:
    f()
except ZeroDivisionError as e:
    print("outer", e)
    saved = e
try:
    raise saved
except ZeroDivisionError as e:
    n = 0
    tb = e.__traceback__
    while tb:
        n += 1
        tb = tb.tb_next
    print(n)
try:
    raise
except RuntimeError as e:
    print(e)
