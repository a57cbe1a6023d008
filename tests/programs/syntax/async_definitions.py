import types
async def coro(x):
    return x + 1
c = coro(1)
print(type(c).__name__, c.__name__)
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
async def agen():
    yield 1
print(type(agen()).__name__)
async def chain():
    return await coro(5) + await coro(10)
k = chain()
try:
    k.send(None)
except StopIteration as e:
    print(e.value)
