import weakref
class Tagged(weakref.ref):
    def __init__(self, ob, callback=None, tag=None):
        super().__init__(ob, callback)
        self.tag = tag
    def __new__(cls, ob, callback=None, tag=None):
        return super().__new__(cls, ob, callback)
class T:
    pass
t = T()
a, b = Tagged(t, tag="a"), Tagged(t, tag="b")
print(a is b, a == b, a.tag, b.tag, a() is t, weakref.getweakrefcount(t))
del t
print(a(), a.tag)
