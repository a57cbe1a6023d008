import gc, itertools
gc.disable()
def a():
    gc.collect(); x = gc.get_count()[0]
    return x
def b():
    gc.collect(); gc.set_threshold(700, 10, 10)
    return gc.get_count()[0]
def c():
    it = zip(itertools.repeat([]), range(100))
    gc.collect()
    l = list(it)
    return gc.get_count()[0]
def d():
    it = zip(itertools.repeat([]), range(1))
    gc.collect()
    l = list(it)
    return gc.get_count()[0]
def e():
    it = iter({1: 2})
    gc.collect()
    l = list(it)
    return gc.get_count()[0]
def f():
    it = map(len, [[], []])
    gc.collect()
    l = list(it)
    return gc.get_count()[0]
def g():
    it = zip([1], [2])
    gc.collect()
    next(it)
    x = gc.get_count()[0]
    next(it, 0)
    return x, gc.get_count()[0]
def h():
    it = enumerate([1,2,3])
    gc.collect()
    k = list(it)
    return gc.get_count()[0]
print(a(), b(), c(), d(), e(), f(), g(), h(), a(), b(), c())
