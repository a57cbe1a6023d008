import weakref
class Tracked:
    instances = weakref.WeakSet()
    def __init__(self, name):
        self.name = name
        Tracked.instances.add(self)
    @classmethod
    def names(cls):
        return sorted(t.name for t in cls.instances)
a, b = Tracked("a"), Tracked("b")
Tracked("lost")
print(Tracked.names(), len(Tracked.instances))
def scope():
    t = Tracked("local")
    return Tracked.names()
print(scope(), Tracked.names())
a = None
print(Tracked.names())
