import sys
rc = sys.getrefcount
print(rc(w := object()), rc(w))
if (v := [w]) and rc(v) == 2:
    print("v", rc(v), rc(w))
match w:
    case m:
        print(rc(w), rc(m))
match [w, w]:
    case [a, b]:
        print(rc(w))
match {"k": w}:
    case {"k": q, **rest}:
        print(rc(w), rest)
def f():
    match object():
        case o:
            return rc(o)
print(f(), [rc(z) for _ in "a" if (z := object())])
print([y := object(), rc(y)][1], rc(y))
