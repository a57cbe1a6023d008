import collections, math, sys

for s in ("from sys import nope","from itertools import nope","from time import nope","from gc import nope"):
    try: exec(s)
    except ImportError as e: print(e, e.name, e.path, getattr(e,'name_from',None))
for m in (math, collections, sys):
    try: m.nope
    except AttributeError as e: print(e)
