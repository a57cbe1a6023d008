def echo():
    received = yield "ready"
    while True:
        try:
            received = yield f"got {received}"
        except ValueError as e:
            received = f"error {e}"
g = echo()
print(next(g), g.send(1), g.send("two"), g.throw(ValueError("bad")), next(g))
g.close()
try:
    next(g)
except StopIteration:
    print("closed")
h = echo()
try:
    h.send(1)
except TypeError as e:
    print(e)
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)
