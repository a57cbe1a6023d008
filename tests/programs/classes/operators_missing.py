class N:
    pass
n = N()
for f in (lambda: n + 1, lambda: 1 + n, lambda: n < n, lambda: -n, lambda: n[0], lambda: len(n), lambda: n(), lambda: iter(n), lambda: n @ n, lambda: 5 in n):
    try:
        f()
    except TypeError as e:
        print(str(e).replace("'", '"'))
def set_item():
    n[0] = 1
def del_item():
    del n[0]
for f in (set_item, del_item):
    try:
        f()
    except TypeError as e:
        print(e)
