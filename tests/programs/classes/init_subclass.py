class Plugin:
    plugins = []
    def __init_subclass__(cls, /, kind="plain", **kwargs):
        super().__init_subclass__(**kwargs)
        cls.kind = kind
        Plugin.plugins.append(cls.__name__)
class A(Plugin):
    pass
class B(Plugin, kind="fancy"):
    pass
class C(B):
    pass
print(Plugin.plugins, A.kind, B.kind, C.kind)
try:
    class D(Plugin, colour="red"):
        pass
except TypeError as e:
    print(e)
