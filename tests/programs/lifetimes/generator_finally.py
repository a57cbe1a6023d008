def g(name):
    try:
        yield 1
        yield 2
    finally:
        print("finally", name)
a = g("a")
print(next(a))
del a
print("--")
b = g("b")
next(b); b.close()
print("--")
for x in g("c"):
    break
print("broke out")
d = g("never started")
del d
print(list(g("d")))
