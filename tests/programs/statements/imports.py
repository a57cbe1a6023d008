import sys, math as m
from collections import OrderedDict as OD, deque
import collections.abc
print(m.pi > 3, OD.__name__, deque.__name__, "math" in sys.modules, sys.modules["math"] is m, type(sys).__name__, m.__name__)
try:
    from sys import nothing
except ImportError as e:
    print(e)
try:
    import no_such_module
except ModuleNotFoundError as e:
    print(e, e.name)
def local():
    import json
    return json.dumps([1])
print(local(), "json" in globals(), isinstance([], collections.abc.Sequence), isinstance({}, collections.abc.Mapping))
print(__name__, hasattr(m, "sqrt"), [n for n in dir(m) if n.startswith("is")])
from types import SimpleNamespace, ModuleType, MappingProxyType
ns = SimpleNamespace(a=1, b="x")
ns.c = 3
print(ns, ns == SimpleNamespace(a=1, b="x", c=3), ModuleType("mine"), MappingProxyType({"a": 1}))
