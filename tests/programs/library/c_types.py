import ctypes, sys
x=[1,2,3]
class PyObject(ctypes.Structure):
    _fields_=[("ob_refcnt", ctypes.c_ssize_t), ("ob_type", ctypes.c_void_p)]
o=PyObject.from_address(id(x)); print(o.ob_refcnt, o.ob_type==id(list)); y=x; print(o.ob_refcnt); del y; print(o.ob_refcnt)
print(ctypes.cast(id(x), ctypes.py_object).value is x, ctypes.sizeof(PyObject), PyObject.ob_type.offset, ctypes.sizeof(ctypes.c_int), ctypes.c_int(5), ctypes.c_int(2**40), ctypes.c_uint8(300), ctypes.c_double(1.5), ctypes.c_bool(3), ctypes.c_char(b"a"), ctypes.c_void_p(5), ctypes.c_void_p(None))
a=(ctypes.c_int*3)(1,2,3); print(list(a), len(a), a[1], type(a).__name__); a[0]=9; print(a[:])
p=ctypes.pointer(ctypes.c_int(7)); print(p.contents, p[0]); p[0]=8; print(p.contents.value)
class P(ctypes.Structure): _fields_=[("x",ctypes.c_int),("y",ctypes.c_double)]
q=P(1,2.5); print(q.x,q.y,ctypes.sizeof(P),P.y.offset); q.x=10; print(q.x)
b=ctypes.create_string_buffer(b"hi",5); print(b.value,b.raw,len(b), ctypes.sizeof(b))
print(ctypes.string_at(id(b"abc")+bytes.__basicsize__-1, 3), ctypes.c_long.from_address(id(x)+16).value, ctypes.py_object(x))
class U(ctypes.Union): _fields_=[("i",ctypes.c_int),("b",ctypes.c_ubyte*4)]
u=U(); u.i=258; print(list(u.b))
for f in (lambda: ctypes.c_int("x"), lambda: (ctypes.c_int*2)(1,2,3), lambda: a[5], lambda: P(1,2,3), lambda: ctypes.c_char(b"ab"), lambda: ctypes.sizeof(5)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
t=(1,2); print(ctypes.c_long.from_address(id(t)+16).value)
print([ctypes.c_long.from_address(id(s)).value > 0 for s in ("abc", 3.5, {}, None)])
