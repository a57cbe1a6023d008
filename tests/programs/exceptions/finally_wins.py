def f():
    try:
        return "try"
    finally:
        print("cleanup")
def g():
    while True:
        try:
            break
        finally:
            print("broke")
    return "g"
def h():
    for i in range(2):
        try:
            continue
        finally:
            print("turn", i)
def k():
    x = 1
    try:
        return x
    finally:
        x = 2
print(f(), g(), h(), k())
