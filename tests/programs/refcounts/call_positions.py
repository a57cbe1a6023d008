import sys
rc = sys.getrefcount
def first(a, b):
    return rc(a)
def second(a, b):
    return rc(b)
def kwonly(*, k):
    return rc(k)
def default(a=None):
    return rc(a)
def nested(a):
    return first(a, a)
x = object()
print(first(x, None), second(None, x), first(x, x), kwonly(k=x), default(x), default(a=x), nested(x))
print(first(object(), 1), second(1, object()), kwonly(k=object()), nested(object()))
args = (x, x)
kw = {"k": x}
print(first(*args), kwonly(**kw), first(*[x, x]), first(b=x, a=x))
def locals_call():
    y = object()
    return first(y, y), kwonly(k=y), nested(y), default(y), rc(y)
print(locals_call())
