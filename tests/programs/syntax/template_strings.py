# Template strings came with 3.14.
name = "World"
t = t"Hello {name!r:>10}"
print(type(t).__name__, t.strings, t.interpolations[0].value, t.interpolations[0].expression, t.interpolations[0].conversion, t.interpolations[0].format_spec)
print("".join(p if isinstance(p, str) else str(p.value) for p in t))
