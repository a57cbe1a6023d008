# Every builtin by name, but for what the module site adds and for 3.15's new types.
import builtins, sys
site = ("copyright", "credits", "exit", "help", "license", "quit")
new = ("frozendict", "sentinel", "__lazy_import__")
names = [n for n in dir(builtins) if n not in site + new]
print(len(names), names)
sys.breakpointhook = lambda *a, **k: print("hook", a, k)
breakpoint(1, x=2)
del sys.breakpointhook
try:
    breakpoint()
except RuntimeError as error:
    print(error)
print(SyntaxError.__subclasses__(), RuntimeError.__subclasses__()[:2])
print(sys.copyright.split("\n")[0])
