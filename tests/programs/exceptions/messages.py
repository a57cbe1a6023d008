cases = """
1 + "a"
"a" + 1
[] + ()
None.x
(1)()
len(5)
int("abc")
int([])
float("x")
[1, 2][5]
(1,)[3]
"abc"[10]
{}["k"]
{1: 2}.fly
[].push(1)
"abc".foo
int.foo
1 < "a"
sum(["a"])
max([])
"%d" % "x"
"%s %s" % (1,)
"{} {}".format(1)
"{a}".format()
ord("ab")
chr(-1)
[1, 2, 3].index(9)
[].pop()
{}.popitem()
set().pop()
next(iter([]))
range(1, 2, 0)
"a" * "b"
list(5)
dict([1])
dict(["ab", "c"])
a, b = 1
round("x")
abs("x")
open
hash([])
{[]: 1}
{{}}
isinstance(1, 5)
type("X", (int, str), {})
1 @ 2
~1.5
-"x"
not_defined
import_me.x
0 / 0
0 // 0
0 % 0
1.0 / 0
2 ** -1 // 0
divmod(1, 0)
(1).bit_length(2)
"a".join([1])
b"a" + "a"
bytes([300])
"é".encode("ascii")
b"\\xff".decode()
"x".split("")
slice(1)[0]
""" 
for line in cases.strip().splitlines():
    try:
        print(line, "->", repr(eval(line)))
    except Exception as e:
        print(line, "->", type(e).__name__, e)
