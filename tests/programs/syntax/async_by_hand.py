# a hand-driven scheduler
import sys
class Sleep:
    def __init__(self, n): self.n = n
    def __await__(self):
        got = yield self.n
        return got
async def worker(name, n):
    total = 0
    for i in range(n):
        got = await Sleep(i)
        print(name, i, got)
        total += got or 0
    return total
async def outer():
    a = await worker("a", 2)
    try:
        b = await worker("b", 2)
    except ValueError as e:
        print("caught", e)
        b = -1
    finally:
        print("finally")
    return a, b
c = outer()
print(c.cr_frame.f_lineno, c.cr_await)
print(c.send(None), c.cr_await.__name__, c.cr_frame.f_lineno, c.cr_suspended)
print(c.send(10))
print(c.send(20))
print(c.throw(ValueError("boom")) if 0 else '-')
try:
    c.throw(ValueError("boom"))
except StopIteration as e:
    print(e.value)
async def agen(n):
    try:
        for i in range(n):
            x = yield i
            if x: print("sent", x)
            await Sleep("s%d" % i)
    finally:
        print("cleanup")
async def consume():
    async for v in agen(2):
        print("v", v)
    else:
        print("else")
    return [v async for v in agen(3) if v % 2 == 0]
def run(coro):
    value = None
    try:
        while True:
            print("yielded", coro.send(value))
    except StopIteration as e:
        return e.value
print(run(consume()))
class CM:
    async def __aenter__(self):
        await Sleep("enter"); return self
    async def __aexit__(self, t, v, tb):
        await Sleep("exit"); print(t, v); return t is ValueError
async def w():
    async with CM() as c, CM():
        print("body")
        raise ValueError("in with")
    async with CM():
        return 5
print(run(w()))
async def dd():
    return {k: v async for k, v in pairs()}, {x async for x in agen(2)}, [[j async for j in agen(2)] for i in range(2)], [await Z() for _ in range(2)]
class Z:
    def __await__(self):
        return 7
        yield
async def pairs():
    yield 1, 2
    yield 3, 4
print(run(dd()))
g = (i async for i in agen(2))
print(type(g), run(g.__anext__()))
async def loop():
    for i in range(3):
        async for v in agen(5):
            if v == 1: break
            if v == 0: continue
        print("broke", i)
run(loop())
async def aa():
    a = agen(3)
    print(await a.__anext__(), await a.asend("hello"), await anext(a), await anext(a, "default"))
    b = agen(3)
    print(await anext(b))
    try: await b.athrow(KeyError("k"))
    except KeyError as e: print("key", e)
    d = agen(3); await anext(d); await d.aclose()
    try: await anext(d)
    except StopAsyncIteration: print("stop")
run(aa())
def deco(f):
    return f
@deco
async def decorated(x, *, y=1):
    "doc"
    return x + y
print(decorated.__doc__, run(decorated(1)), decorated.__code__.co_flags & 0x80)
async def rec(n):
    if n == 0: return 0
    return 1 + await rec(n - 1)
print(run(rec(50)))
class A:
    async def m(self): return super().__class__.__name__
    __call__ = lambda self: self.m()
print(run(A()()))
async def bad():
    x = await worker("q", 1)
    raise KeyError("final")
run(bad())
