from contextlib import contextmanager, suppress, closing, nullcontext, ExitStack, redirect_stdout
import io
@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as e:
        print("swallowed", e)
    finally:
        print(f"</{name}>")
with tag("a") as t:
    print(t)
with tag("b"):
    raise ValueError("x")
with suppress(KeyError):
    {}["a"]
    print("never")
with ExitStack() as stack:
    for n in "xy":
        stack.enter_context(tag(n))
    stack.callback(print, "callback")
with redirect_stdout(io.StringIO()) as out:
    print("hidden")
print(repr(out.getvalue()))
with nullcontext(5) as n, closing(io.StringIO("abc")) as f:
    print(n, f.read())
@tag("deco")
def f():
    print("in f")
f()
@contextmanager
def bad():
    yield 1
    yield 2
try:
    with bad():
        pass
except RuntimeError as e:
    print(e)
