x = 1
def f():
    x is ((1,2),3)
    x is (1,-1)
    x is ((),)
    x is 1 is 2
    (x is (1,)) is 5
    x[1:2] = 5
    if x is 1: pass
    while x is not "a": pass
    [y for y in [1,2] if y is 1]
    x is ("a" "b")
    x is {1}
    x is {1:2}
    not x is 1
    1[0] += 1
    del 1[0]
    "abc"[0:1]
    "abc"["a":1]
    "abc"[x]
    "abc"[-1]
    "abc"[-1.5]
    (1, x)[()]
    [1, 2, 3] [4, 5]
    lambda: 5 is 5
    f"{x is 5}"
    a = [(1, 2) (3, 4)]
