def describe(x):
    match x:
        case 0 | 1:
            return "zero or one"
        case int(n) if n < 0:
            return f"negative {n}"
        case int() | float():
            return "number"
        case "yes" | "no" as answer:
            return f"answer {answer}"
        case str():
            return "text"
        case []:
            return "empty"
        case [a]:
            return f"one {a}"
        case [a, b, *rest]:
            return f"{a} {b} and {len(rest)}"
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": t, **others}:
            return f"{t} {sorted(others)}"
        case None:
            return "none"
        case _:
            return "other"
for x in (0, -5, 2.5, "yes", "hm", [], [1], (1, 2, 3), {"type": "circle", "r": 2}, {"type": "box", "w": 1}, {}, None, {1}, True, b"x"):
    print(repr(x), "->", describe(x))
