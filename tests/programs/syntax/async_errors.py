cases = [
"def f():\n  await x", "class A:\n  await x", "def f():\n  [await x for x in y]", "def f():\n  [x async for x in y]", "[x async for x in y]", "(x async for x in y)", "def f(): return (x async for x in y)", "def f(): return (await x for x in y)",
"async for x in y: pass", "def f():\n  async for x in y: pass", "def f():\n  async with x: pass", "async with x: pass",
"async def f():\n  yield 1\n  return 2", "async def f():\n  yield from x", "async def f():\n  return [y async for y in x if await y]", "async def f():\n  return [[z async for z in y] for y in x]","async def f():\n  return ((z async for z in y) for y in x)",
"lambda: await x", "async def f(): lambda: await x", "async def f(): lambda: (yield)", "async def f(x=await y): pass", "async def f(x: (await y)): pass","def f(x: (yield)): pass", "async def f():\n  def g(): await x", "async def f():\n  x = [await z for z in y]", "async def f(): await = 1", "await = 1", "async = 1", "async def f():\n  class A:\n    await x", "async x", "async def f(): return (yield)", "{await x: 1 for x in y}", "async def f():\n f'{await x}'","def f():\n f'{await x}'", "async def f():\n  return {x async for x in y}, (await x for x in z)", "async def f():\n  return [i for i in [j async for j in k]]", "async def f():\n  lambda: [j async for j in k]","async def f():\n  lambda: (j async for j in k)",
"async def f():\n  return [x for x in await y]","def f():\n  return (x for x in await y)", "async def f(a, a): pass", "async def f():\n  return *a, b", "async def f(): del await x", "async def f(): await x = 1", "async def f(): (await x) += 1",
]
for c in cases:
    try: compile(c,'f','exec'); print('ok', repr(c))
    except SyntaxError as e: print(repr(c), '->', e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
