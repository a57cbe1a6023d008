x = "outer"
l = [x for x in range(3)]
print(x, l)
def f():
    items = [i for i in range(3)]
    try:
        return i
    except NameError as e:
        return str(e)
print(f())
fs = [lambda: i for i in range(3)]
print([g() for g in fs])
print([(last := n) for n in range(4)], last)
class C:
    n = 3
    rows = [0 for _ in range(n)]
print(C.rows)
try:
    [a for a in b for b in [1]]
except NameError as e:
    print(e)
