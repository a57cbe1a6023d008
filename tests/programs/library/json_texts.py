import json
for x in ['{bad}','[1,]','{"a":1,}','"abc','"\\x"','"\\u12"','[1 2]','{"a" 1}','tru','','1.e5','-','01','"\\u00e9\\ud83d\\ude00"','[NaN, -Infinity, 1e3, 1E-2, -0]','{"a":1}x','"a\nb"', '[', '{', '{"a"', '[1', '{"a":', '"\\']:
    try: print(repr(json.loads(x)))
    except ValueError as e: print(repr(x), type(e).__name__, e, type(e).__module__)
print(json.dumps({"é":[1.0,True,None,{"a":(1,2)}],1:2,None:3,True:4,1.5:6}, indent=2))
print(json.dumps("é😀\x01\x7f/\\\""), json.dumps("é", ensure_ascii=False), json.dumps([], indent=2), json.dumps({}, indent=2), json.dumps([[]], indent=1))
print(json.dumps({"b":1,"a":2}, sort_keys=True, separators=(",",":")), json.dumps(float('nan')), json.dumps(10**30), json.dumps([1,[2]], indent='\t'))
class C: pass
for o in (C(), {C():1}, {1,2}, b"x"):
    try: print(json.dumps(o))
    except TypeError as e: print(e)
print(json.dumps(C(), default=lambda o: o.__class__.__name__), json.dumps({(1,2):3,"a":1}, skipkeys=True))
l=[]; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
print(json.loads('{"a":1,"b":[1,2]}', object_pairs_hook=list), json.loads('[1.5, 2]', parse_float=str, parse_int=lambda s: s+"!"))
print(json.loads('{"x": {"y": 1}}', object_hook=lambda d: sorted(d)), json.loads(b'[1]'))
try: json.loads(5)
except TypeError as e: print(e)
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set): return sorted(o)
        return super().default(o)
print(json.dumps({"s": {3,1}}, cls=E))
from enum import IntEnum
class L(IntEnum):
    A=1
print(json.dumps([L.A, {L.A: 2}]))
a, b = json.loads('[{"key":1},{"key":2}]')
print(list(a)[0] is list(b)[0], type(json.JSONDecodeError), json.JSONDecodeError)
