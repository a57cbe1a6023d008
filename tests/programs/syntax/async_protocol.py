
class NA: pass
async def a(): await 5
async def b(): await NA()
class It:
    def __await__(self): return 5
class Ic:
    def __await__(self):
        async def z(): pass
        self.z = z()
        return self.z
async def c(): await It()
async def d(): await Ic()
async def e():
    async for x in [1]: pass
class Ai:
    def __aiter__(self): return 3
async def f():
    async for x in Ai(): pass
class An:
    def __aiter__(self): return self
    def __anext__(self): return 3
async def g():
    async for x in An(): pass
async def h():
    async with NA(): pass
class Ce:
    def __aenter__(self): return 3
    def __aexit__(self, *a): return 3
async def i():
    async with Ce(): pass
class Ce2:
    async def __aenter__(self): return 3
    def __aexit__(self, *a): return 3
async def j():
    async with Ce2(): pass
class Ce3:
    async def __aenter__(self): return 3
async def k():
    async with Ce3(): pass
class CM:
    def __enter__(self): return 3
    def __exit__(self, *a): return 3
async def l():
    async with CM(): pass
async def m():
    with Ce2(): pass
async def n():
    for x in An(): pass
async def o():
    [x for x in ag()]
async def ag():
    yield 1
async def p():
    return [x async for x in [1]]
async def q():
    raise StopIteration
async def r():
    yield 1
    raise StopAsyncIteration
async def s():
    async for x in r(): pass
async def t():
    def g():
        yield 1
    await g()
async def u():
    with CM():
        raise ValueError(1)
for fn in (a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,s,t,u):
    try:
        co = fn()
        print(fn.__name__, co.send(None))
    except BaseException as e:
        print(fn.__name__, type(e).__name__, e, repr(e.__cause__))
def gen():
    yield from a()
try: next(gen())
except BaseException as e: print(type(e).__name__, e)
co = q()
for fn in (lambda: iter(co), lambda: next(co), lambda: co.send(1), lambda: co.throw(5), lambda: len(co), lambda: list(co), lambda: co.close(), lambda: co.send(None), lambda: co.cr_frame, lambda: co.cr_running, lambda: co.cr_await, lambda: co.cr_suspended, lambda: co.cr_code.co_name, lambda: type(co), lambda: co.__name__, lambda: co.__qualname__, lambda: co.cr_origin, lambda: bool(co), lambda: type(co.__await__())):
    try: print(fn())
    except BaseException as e: print(type(e).__name__, e)
ao = ag()
for fn in (lambda: iter(ao), lambda: next(ao), lambda: ao.send(1), lambda: ao.asend(1).send(None), lambda: ao.__anext__().send(1), lambda: ao.ag_frame is None, lambda: ao.ag_running, lambda: ao.ag_await, lambda: ao.ag_code.co_name,lambda: ao.__anext__().send(None), lambda: ao.aclose().send(None), lambda: ao.__anext__().send(None), lambda: ao.athrow(ValueError(3)).send(None), lambda: type(ao), lambda: ao.__name__, lambda: aiter(ao) is ao, lambda: aiter(3), lambda: anext(3), lambda: ao.ag_suspended):
    try: print(fn())
    except BaseException as e: print(type(e).__name__, e, repr(e.__cause__))
