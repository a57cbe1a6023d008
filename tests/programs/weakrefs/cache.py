# A cache that forgets what nobody else uses.
import weakref
class Image:
    def __init__(self, name):
        self.name = name
        print("loading", name)
cache = weakref.WeakValueDictionary()
def load(name):
    image = cache.get(name)
    if image is None:
        image = cache[name] = Image(name)
    return image
a = load("cat")
b = load("cat")
print(a is b, len(cache))
del a, b
print(len(cache))
c = load("cat")
