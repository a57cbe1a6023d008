import inspect, functools
def f(a, b: int = 2, /, c=3, *args, d, e: str = "x", **kw) -> list[int]:
    """Doc
       more
    """
    return inspect.currentframe().f_lineno
print(inspect.signature(f), list(inspect.signature(f).parameters), inspect.signature(f).parameters["d"].kind, repr(inspect.signature(f).parameters["b"]))
print(f(1, d=2), inspect.getdoc(f), inspect.isfunction(f), inspect.getfullargspec(f))
class C:
    x = 1
    def __init__(self, a, *, k=None): pass
    def m(self, y): pass
    @classmethod
    def cm(cls): pass
    @staticmethod
    def sm(z): pass
    @property
    def p(self): return 1
print(inspect.signature(C), inspect.signature(C(1).m), inspect.signature(C.cm), inspect.signature(C.sm))
print([n for n, v in inspect.getmembers(C, inspect.isfunction)], [n for n, v in inspect.getmembers(C(1)) if not n.startswith("__")])
print(inspect.ismethod(C(1).m), inspect.isclass(C), inspect.isbuiltin(len), inspect.isroutine(len), inspect.ismodule(inspect), inspect.getmro(C))
def g():
    yield inspect.getgeneratorstate(it)
it = g()
print(inspect.getgeneratorstate(it), next(it), inspect.getgeneratorstate(it), list(it), inspect.getgeneratorstate(it))
def outer():
    def inner():
        return [(fi.function, fi.lineno, fi.code_context, fi.index) for fi in inspect.stack()]
    return inner()
print(outer())
b = inspect.signature(f).bind(1, d=5, z=1)
print(b, b.args, b.kwargs); b.apply_defaults(); print(b.arguments)
for args, kw in (((), {}), ((1,2,3), {}), ((1,), {"d":1,"a":3}), ((1,),{"q":1})):
    try: print(inspect.signature(lambda a, b=1, *, d: 0).bind(*args, **kw))
    except TypeError as e: print(e)
print(inspect.signature(functools.partial(f, 1, d=3)), inspect.signature(functools.wraps(f)(lambda: 0)))
print(inspect.getsource(outer), inspect.getsourcelines(g))
print(inspect.isabstract(C), inspect.isgeneratorfunction(g), inspect.iscoroutinefunction(f), inspect.getattr_static(C(1), "p").__class__.__name__)
print(inspect.cleandoc("  a\n    b\n      c\n"), inspect.getclosurevars(outer).globals.keys(), inspect.getmodule(f).__name__)
import traceback
def bad(): raise KeyError("k")
try: bad()
except KeyError as e:
    print(inspect.trace()[-1][2:4], [l.replace(inspect.currentframe().f_code.co_filename, 'F') for l in traceback.format_exception(e)])
    te = traceback.TracebackException.from_exception(e)
    print(str(te), list(te.stack)[0].line, len(te.stack))
def st():
    for l in traceback.format_stack(): print(l.replace(inspect.currentframe().f_code.co_filename, "F"), end="")
    print(traceback.extract_stack()[-1].name)
st()
print(inspect.Parameter("a", inspect.Parameter.KEYWORD_ONLY, default=1), inspect.Signature([inspect.Parameter("a", inspect.Parameter.KEYWORD_ONLY, default=1)]))
print(inspect.getframeinfo(inspect.currentframe())[1:3], inspect.getcallargs(f, 1, d=2))
