name, n, pi = "Ada", 42, 3.14159265
print(f"{name} {n} {pi:.2f} {name!r} {n:5d}| {n:<5}| {n:^5}| {n:05} {n:+} {n:x} {n:#x} {n:b} {n:o} {n:e}")
print(f"{name:>10}|{name:<10}|{name:^10}|{name:*^9}|{name:.2}|{1234567:,}|{1234567:_}|{0.256:.1%}|{1e10:g}|{123.456:10.1f}|")
print(f"{n=} {name=!s} {n + 1 = } {pi=:.3f} {'nested ' + f'{n}'} {{braces}} {n!s:>5} {[1, 2]} { {'a': 1}['a'] }")
width, precision = 10, 4
print(f"{pi:{width}.{precision}}|{name:{'>'}{width}}|{'a' 'b'}|{lambda_(3) if (lambda_ := (lambda x: x * 2)) else 0}")
print(f"""multi
{name}
line""", f"{True} {None} {...} {1.0} {1j}", rf"\n{n}", f"{name[0]}{name[-1:]}{name.upper()}")
from datetime import date
