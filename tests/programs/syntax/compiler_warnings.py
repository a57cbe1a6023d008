x = True
s = "\400" "\777"; s = b"\400"
def f():
  try: pass
  finally:
    return 1
def g():
  while 1:
    try: pass
    finally:
      x is 1
      break
def h():
  for i in "a":
    try: return 1
    finally:
      continue
def k():
  for i in "a":
    try:
        if i: return 1
        if y: return 2
    finally:
      x is 5
      "\w"
def lit():
    "abc"["a"]
    "abc"[1.5]
    b"abc"["a"]
    (1,2)["a"]
    [1]["a"]
    [1][(1,2)]
    [x for x in y]["a"]
    f"{x}"["a"]
    f"{x}"[None]
    f"{x}"[...]
    [1][{}]
    {}()
    {1}()
    {1:2}()
    1()
    1[0]
    1.5[0]
    1j[0]
    True[0]
    None[0]
    ...[0]
    ...()
    None()
    "a"()
    b"a"()
    f"{x}"()
    (1,2)()
    (x,2)()
    [1]()
    [x for x in y]()
    {x for x in y}()
    {x:1 for x in y}()
    (x for x in y)()
    (lambda: 1)()
    (lambda: 1)[0]
    {1}[0]
    {x for x in y}[0]
    (x for x in y)[0]
    {}[0]
    "a" "b"["c"]
    (x,2)["a"]
    [x]["a"]
    [x][lambda: 0]
    x is 1
    x is not 1
    x is -1
    x is None
    x is True
    x is ...
    x is ()
    x is (1,2)
    x is (x,2)
    x is []
    x is "a"
    x is b"a"
    x is 1.5
    x is 1j
    x is 1+2
    x is f"a"
    x is f"{x}"
    x is __debug__
    1 is x is 2
    1 is 2
    "a" is 1
    assert (x, 1)
    assert ()
    assert (1,)
    assert (x)
    assert "a"
a = "\d" "\q"
a = """
 \d
 \q
"""
b = b"\d"
c = f"\d{x}\q"
c = f"{x}\{x}"
c = f"""
\d
{x}"""
d = '\
\8 \z'
e = r"\d"
class C:
    "\d"
def dd():
    "\d"
m = 5 if x is 'a' else 6
