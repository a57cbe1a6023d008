d = {"a": {"b": 1}}
print(f"{d['a']['b']}", f'{d["a"]}', f"{'yes' if d else 'no'}", f"{', '.join(str(k) for k in d)}")
x = 5
print(f"{x!r:^7}|{x:>{x}}|{x:{'0'}{'4'}}|{x,}|{x:}|{-x:+d}|{x:c}|{65:c}")
print(f"{x if x > 3 else -x}{'!' * 3}{[i for i in range(3)]}{ {i: i for i in 'ab'} }{(lambda: 7)()}")
print(f"\N{GREEK SMALL LETTER PI} \u00e9 \x41 {x}\t|")
