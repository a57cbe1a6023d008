"""Records what real CPythons print of uncaught exceptions, for the test of the area `traceback`.

    python3 tracebacks.py 3.11=/path/to/python3.11 3.12=... > tracebacks.txt

Each program below is run in each release, and its exception is taken apart into what the Rust side
is given, and printed by the interpreter's own hook. The file that comes out has for each program

    === the program's text, line by line
    --- RELEASES ...        what follows holds for these
    parts of the exception, one a line, fields separated by tabs
    >>>
    the text printed
"""
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from record import escape

PROGRAMS = r'''
def f(x):
    return 1 / x
f(0)
=
def f(a, b):
    return a.x + b.x
f(1, 2)
=
def f(d):
    d["a"]["b"]["c"]
f({"a": {"b": None}})
=
x = [1, 2]
x[5]
=
x = [1, 2]
y = x [ 5 ] + 1
=
x = [1, 2]
print(x[ (5) ])
=
def g(x): return x + (1)
y = g( (2) ) + ( None )  # a comment
=
a = (1
     + 2
     + None)
=
def f():
    return (1 +
            None)
f()
=
def f(*args):
    raise ValueError("no")
f(
    1,
    2,
    3,
)
=
def f(*args):
    raise ValueError("no")
x = f(
    1,
    2,
    3,
    4,
    5,
)
=
def f(n):
    if n: return f(n - 1)
    raise ValueError("deep")
f(10)
=
def f(n):
    if n:
        return f(n - 1)
    raise ValueError("deep")
f(4)
=
def f(n):
    if n:
        x = f(n - 1)
        return x
    1/0
f(2)
=
def f(): g()
def g(): int("x")
f()
=
class A:
    def __init__(self):
        self.value = undefined_name
A()
=
raise ValueError
=
raise ValueError()
=
raise ValueError("")
=
raise ValueError("two\nlines")
=
raise KeyError("k")
=
raise SystemError(1, 2)
=
class MyError(Exception): pass
raise MyError("own")
=
class Outer:
    class Inner(Exception): pass
raise Outer.Inner("nested class")
=
class E(Exception):
    pass
E.__module__ = "some.module"
raise E("x")
=
try:
    1/0
except ZeroDivisionError as e:
    raise ValueError("second") from e
=
try:
    1/0
except ZeroDivisionError:
    raise ValueError("second")
=
try:
    1/0
except ZeroDivisionError:
    raise ValueError("second") from None
=
def a():
    try:
        b()
    except KeyError as e:
        raise TypeError("a") from e
def b():
    try:
        {}["x"]
    except KeyError:
        [][0]
def c():
    try:
        b()
    except Exception:
        a()
c()
=
e = ValueError("noted")
e.add_note("one note")
e.add_note("two\nlines")
raise e
=
raise ExceptionGroup("several", [ValueError(1), TypeError("two")])
=
def raiser(e):
    try:
        raise e
    except Exception as got:
        return got
inner = ExceptionGroup("inner", [raiser(ValueError(1)), raiser(KeyError("k"))])
inner.add_note("a note\nof two lines")
raise ExceptionGroup("outer", [raiser(inner), raiser(TypeError("t")), OSError("o")])
=
raise ExceptionGroup("many", [ValueError(i) for i in range(20)])
=
raise ExceptionGroup("one more", [ValueError(i) for i in range(16)])
=
g = ValueError("core")
for i in range(12):
    g = ExceptionGroup(f"level {i}", [g])
raise g
=
try:
    raise ExceptionGroup("g", [ValueError(1)])
except* ValueError:
    raise TypeError("in handler")
=
try:
    1/0
except ZeroDivisionError as e:
    raise ExceptionGroup("caused", [ValueError("a"), TypeError("b\nc")]) from e
=
def chained():
    try:
        1/0
    except ZeroDivisionError:
        raise KeyError("inner chain")
try:
    chained()
except KeyError as e:
    member = e
raise ExceptionGroup("with chain", [member, ValueError("plain")])
=
é = "ü"
é + 1
=
x = "日本語" + 1
=
d = {"日本": None}
print(d["日本"]["語"])
=
	
if True:
	x = 1 + None
=
if True:
        x = foo(1)  
=
x = 1; y = x.foo; z = 2
=
x = 1
x.foo
=
x = None
x.foo.bar()
=
def f(): pass
f(1)
=
def f(): pass
x = f(1)
=
def f(): pass
x = y = f(1)
=
def f(): pass
def g():
    return f(1)
g()
=
class A:
    def f(self): pass
def g():
    return A().f(1)
g()
=
assert 1 == 2, "wrong"
=
assert (1 ==
        2), "wrong"
=
import nonexistent_module_x
=
from math import nonexistent
=
for i in range(3):
    if i == 1:
        raise StopIteration(i)
=
[1/x for x in (1, 0)]
=
print([y
       for y in [1]
       if y / 0])
=
list(1/x for x in (1, 0))
=
(lambda: 1/0)()
=
f = lambda x: x.y
f(0)
=
def gen():
    yield 1
    yield 1/0
for x in gen():
    pass
=
class C:
    1/0
=
@undefined
def f(): pass
=
def deco(f): raise ValueError
@deco
def f(): pass
=
with open("/nonexistent/file"):
    pass
=
x = {
    "a": 1,
    "b": 2 / 0,
    "c": 3,
}
=
foo = dict(
    a=1,
    b=undefined,
)
=
def f(a, b): pass
f(1,
  2, 3)
=
x = [1]
x[
  3
]
=
x = 5
x(1)(2)
=
x = 5
x   (1)
=
1 + 2 * (3 / 0) - 4
=
(1 + "a")
=
-"a"
=
not_defined
=
1 < "a"
=
"a" in 5
=
x = 3
x += "a"
=
x = 3
x //= 0
=
2 ** 3 // 0
=
5 % 0
=
"%d" % "x"
=
f"{1/0}"
=
f"{undefined!r:>10}"
=
del x
=
def f():
    x
    x = 1
f()
=
a, b = 1
=
a, b = [1, 2, 3]
=
a, *b = 5
=
raise 5
=
raise ValueError("x") from 5
=
x = (lambda a:
     a / 0)
x(1)
=
class A:
    def __getitem__(self, i):
        raise IndexError(f"bad {i}")
A()[1:2]
=
class A:
    def __add__(self, o):
        return NotImplemented
A() + A()
=
def f():
    try:
        1/0
    finally:
        [][1]
f()
=
def outer():
    def inner():
        raise RuntimeError("in inner")
    inner()
outer()
=
async def co():
    await 5
co().send(None)
=
x = 10
if x > 5 and x.undefined_attribute == 3:
    pass
=
while undefined:
    pass
=
def f(x):
    match x:
        case int() if x / 0:
            pass
f(1)
=
exec("1/0")
=
eval("1 +\n None")
=
compile("x = (", "<s>", "exec")
=
raise SyntaxError("own syntax error")
=
raise KeyboardInterrupt
=
raise Exception("a", "b")
=
def long_call(*args):
    raise ValueError
long_call(
    1,

    2,
    # comment
    3)
=
x = (
    1 +
    2 +
    3 +
    4 +
    None
)
=
x = ( 1
  + 2
+ None)
=
def f():
        return (
    1 + None
        )
f()
=
x = [
    1, 2, 3,
][
    10
]
=
x = some_name.attribute[0](1, 2)
=
import sys; sys.foo
=
x = 1 if undefined else 2
=
print(1, undefined, 3)
=
print(
    1,
    undefined,
    3)
=
"abc".foo()
=
"abc"   .foo()
=
int("5" + 5)
=
x = lambda: (yield)
next(x()); x().send(5)
=
class Meta(type):
    def __call__(cls):
        raise TypeError("meta")
class A(metaclass=Meta): pass
A()
=
x = 1
x.y = 5
=
x = 1
x.y.z = 5
=
[][0] = 5
=
{}[[]] = 5
=
x = [1,2,3]
x[0][1] = 5
=
x: undefined_type = 5
=
def f(x: undefined_type): pass
=
def f(x=undefined): pass
=
class A(undefined): pass
=
{**5}
=
[*5]
=
print(*5)
=
print(**5)
=
dict(a=1, **{"a": 2})
=
raise (
    ValueError("multi")
)
=
raise ValueError(
    "multi"
)
=
global_var = 1
def f():
    return global_var.missing  # trailing comment
f()
=
é = [1]; ü = é[0][0]
=
x = "a" @ "b"
=
x = 1 << -1
=
x = 3 and 4 / 0
=
x = undefined.attr + 1
=
x = 1 + undefined.attr
=
x = (1) + (None) # comment
=
x = (1)+(None)
=
x = (1
)+(None)
=
y = f'{ {}["a"] }'
=
print(  "a".b  )
=
assert undefined
=
return_value = (lambda x: x / 0)(1)
'''.strip("\n").split("\n=\n")

SYNTAX = ["x = (1,\n", "x = = 1\n", "if True\n    pass\n", "    x = 1\n", "def f():\nx = 1\n", "x = 'abc\n", "x = 5 5\n", "\tx = (\n", "print 'a'\n", "a b\n", "f(a for a in b, c)\n", "x = 1 +\n", "def f(a, a): pass\n", "return 1\n",
          "if True:\n\tx = 1 $ 2\n", "é = 'ü' 'ö' 5\n", "日本 = 5 5\n", "f(1\n  2\n  3)\n", "x = \"\"\"abc\ndef\n", "class A\n    pass\n", "break\n", "x = {1: 2, 3}\n", "(a, b) += 1\n", "1 = x\n", "f() = 1\n", "nonlocal x\n", "for x in 5 pass\n", "x = 0777\n", "x = 1__0\n",
          "def f():\n    global x\n    x = 1\n    global y; y = (1 2)\n", "print(a b)\n", "with open('x') as f, g\n    pass\n", "'a' = 1\n", "lambda x=: 1\n", "import\n", "from x import\n", "x = [1, 2\ny = 3\n", "if x = 1:\n    pass\n", "try:\n    pass\nx = 1\n", "f'{a b}'\n", "f'{}'\n", "elif x:\n    pass\n", "x = )\n", "x = (]\n", "def f(x=1, y): pass\n", "f(x=1, 2)\n", "f(**a, *b)\n", "await x\n", "yield\n", "x = 5; y = 6 7; z = 8\n", "a = 1\nb = 2\n  c = 3\n", "if 1:\n    a\n  b\n"]


def hint(name, message, text):
    """What was suggested after an exception's message."""
    found = re.search("^[ |]*" + re.escape(name + ": " + message) + r"(\. Did you .*)$", text, re.M)
    return found.group(1) if found else ""


def parts(error, text):
    """What the Rust side is told of an exception, oldest of its chain first."""
    chain = []
    seen = set()
    link = None
    while error is not None:
        seen.add(id(error))
        chain.append((link, error))
        if error.__cause__ is not None and id(error.__cause__) not in seen:
            link, error = "cause", error.__cause__
        elif error.__context__ is not None and not error.__suppress_context__ and id(error.__context__) not in seen:
            link, error = "context", error.__context__
        else:
            error = None
    out = []
    for index, (link, error) in enumerate(reversed(chain)):
        kind = type(error)
        name = kind.__qualname__
        if kind.__module__ not in ("builtins", "__main__"):
            name = kind.__module__ + "." + name
        out.append(["exception", name, str(error) + hint(name, str(error), text)])
        tb = error.__traceback__
        while tb is not None:
            code = tb.tb_frame.f_code
            position = list(code.co_positions())[tb.tb_lasti // 2]
            out.append(["frame", code.co_filename, code.co_name, tb.tb_lineno] + [-1 if p is None else p for p in position])
            tb = tb.tb_next
        for note in getattr(error, "__notes__", []):
            out.append(["note", note])
        if isinstance(error, SyntaxError):
            none = lambda value: "" if value is None else value
            out.append(["syntax", none(error.filename), none(error.lineno), none(error.offset), none(error.end_lineno), none(error.end_offset), "none" if error.text is None else "=" + error.text, none(error.msg)])
        if isinstance(error, BaseExceptionGroup):
            for member in error.exceptions:
                out.append(["member"])
                out.extend(parts(member, text))
                out.append(["end"])
            out.append(["group"])
        if link is not None:
            out.append(["link", link])
    return out


def run(path):
    """Runs a program in this interpreter; gives the parts of its exception and what is printed of it."""
    import io
    with open(path, encoding="utf-8") as file:
        source = file.read()
    try:
        exec(compile(source, "program.py", "exec"), {"__name__": "__main__"})
    except BaseException as error:
        tb = error.__traceback__.tb_next
        error.__traceback__ = tb
        shown, sys.stderr = sys.stderr, io.StringIO()
        try:
            sys.__excepthook__(type(error), error, tb)
            text = sys.stderr.getvalue()
        finally:
            sys.stderr = shown
        # Another statement is suggested by trying it out, which is not the printing's part.
        if "invalid syntax. Did you mean" in text:
            return [[], ""]
        return [parts(error, text), text]
    return [[], ""]


def main():
    if sys.argv[1] == "--run":
        folder = tempfile.mkdtemp()
        os.chdir(folder)
        results, stdout = [], sys.stdout
        sys.stdout = open(os.devnull, "w")
        for source in json.load(sys.stdin):
            with open("program.py", "w", encoding="utf-8") as file:
                file.write(source)
            import linecache
            linecache.clearcache()
            results.append(run("program.py"))
        stdout.write(json.dumps(results))
        return
    pythons = dict(word.split("=", 1) for word in sys.argv[1:])
    programs = [program + "\n" for program in PROGRAMS] + SYNTAX
    answers = {}
    for name, path in pythons.items():
        got = subprocess.run([path, os.path.abspath(__file__), "--run"], input=json.dumps(programs).encode(), stdout=subprocess.PIPE, check=True, env={"PYTHONHASHSEED": "0"})
        answers[name] = json.loads(got.stdout)
    for index, program in enumerate(programs):
        print("=== " + escape(program))
        said = {}
        for name in pythons:
            told, text = answers[name][index]
            if not text:
                continue
            lines = "\n".join("\t".join(escape(str(field)) for field in fields) for fields in told)
            said.setdefault(lines + "\n>>>\n" + "\n".join(escape(line) for line in text.rstrip("\n").split("\n")), []).append(name)
        for text, names in said.items():
            print("--- " + " ".join(names))
            print(text)


if __name__ == "__main__":
    main()
