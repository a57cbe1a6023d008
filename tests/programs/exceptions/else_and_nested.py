def f(x):
    try:
        print("try", x)
        if x == 1:
            raise ValueError
        if x == 2:
            raise KeyError
    except ValueError:
        print("except")
    else:
        print("else")
    finally:
        print("finally")
for x in range(3):
    try:
        f(x)
    except KeyError:
        print("escaped")
for i in range(3):
    try:
        if i == 1:
            continue
        print("body", i)
    except Exception:
        pass
    else:
        print("no error", i)
