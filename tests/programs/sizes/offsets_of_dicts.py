class P: pass
class S: __slots__ = ("a", "b")
class E: __slots__ = ()
class SD: __slots__ = ("a", "__dict__")
class SW: __slots__ = ("a", "__weakref__")
class SDW: __slots__ = ("a", "__dict__", "__weakref__")
class SS(S): __slots__ = ("c",)
class SP(S): pass
class L(list): pass
class D(dict): pass
class T(tuple): pass
class I(int): pass
class F(float): pass
class St(str): pass
class LS(list): __slots__ = ("x",)
class LSD(list): __slots__ = ("x", "__dict__")
class By(bytes): pass
class Ex(Exception): pass
class Ex2(Ex): __slots__ = ("x",)
class Meta(type): pass
class Se(set): pass
class BA(bytearray): pass
class Co(complex): pass
class Fz(frozenset): pass
class PP(P): __slots__ = ("zz",)
import types, collections, functools




for t in (P,S,E,SD,SW,SDW,SS,SP,L,D,T,I,F,St,LS,LSD,By,Ex,Ex2,Meta,Se,BA,Co,Fz,PP,object,type,int,list,dict,tuple,set,str,type(P.__init__),types.FunctionType,Exception,OSError,ValueError,ImportError,property,staticmethod,classmethod,types.SimpleNamespace,type({}.keys()),frozenset,super,bytes,range,type(None)):
    print(t.__name__, t.__basicsize__, t.__itemsize__, t.__dictoffset__, t.__weakrefoffset__)
