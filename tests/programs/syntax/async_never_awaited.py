async def f(): pass
f()
def g():
    for i in range(2):
        f()
g()
x = f()
