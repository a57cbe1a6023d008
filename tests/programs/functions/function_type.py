import types
F=types.FunctionType
def f(a,b=2):
    "doc"
    return a+b
c=f.__code__
x=1
def mk():
    def g(): return x+y
    y=5
    return g
g=mk()
print(g())
for a in ((c,), (c,{}), (1,{}), (c,1), (c,{},1), (c,{},'n',1), (c,{},'n',(1,)), (g.__code__,globals()), (g.__code__,globals(),None,None,()), (g.__code__,globals(),None,None,(1,)), (g.__code__,globals(),None,None,g.__closure__), (g.__code__,globals(),None,None,1), (c,{},None,None,g.__closure__)):
    try: h=F(*a); print(h.__name__,h.__defaults__,h.__closure__ and len(h.__closure__),h.__doc__, h.__module__,h.__qualname__)
    except Exception as e: print(type(e).__name__, e)
try: F(c, {}, foo=1)
except Exception as e: print(type(e).__name__, e)
