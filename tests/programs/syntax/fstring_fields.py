# Before 3.12, an f-string is one token and its fields are looked for in its text.
import traceback
def show(code):
    try: exec(code, {"x": 1, "y": [1]})
    except SyntaxError as e: print("".join(traceback.format_exception_only(e)), end="")
    else: print("fine")
for code in ["f'{'", "f'{}'", "f'{x!z}'", "f'{x'", "f'}'", "f'{x}}'", "f'{{x}'", "f'{x!}'", "f'{x!r'", "f'{x:'", "f'{x:{'", "f'{x:{}}'", "f'{x:{x}}'", "f'{!r}'", "f'{:3}'", "f'{=}'", "f'{x=}'", "f'{x = !r}'", "f'{(x}'", "f'{x)}'", "f'{[x)}'", "f'{y[0]}'", "f'{x\\n}'", "f'{#}'", "f'{  }'", "f'{x!=1}'", "f'{x==1}'", "f'{x>=1}'", "f'{x:>{x}}'", "f'''{x\n}'''", "print(f'{x')", "a = f'{x' + 'b'", "f'a' f'{' 'b'", "f'{\"a}'", "f'{x!r:^{x}}'", "rf'\\{x}'", "f'{x:%H:%M'"]:
    print(repr(code)); show(code)
