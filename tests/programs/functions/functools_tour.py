from functools import partial, reduce, lru_cache, cache, cmp_to_key, singledispatch, cached_property
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], "start"))
p = partial(int, base=2)
print(p("101"), p.func, p.args, p.keywords)
@lru_cache(maxsize=2)
def f(n):
    print("computing", n)
    return n * n
print(f(1), f(1), f(2), f(3), f(1), f.cache_info())
f.cache_clear()
print(f.cache_info())
print(sorted(["b", "A", "c"], key=cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))
@singledispatch
def show(x):
    return "object"
@show.register
def _(x: int):
    return "int"
@show.register(list)
def _(x):
    return "list"
print(show(1), show([]), show("a"), show(True))
class C:
    @cached_property
    def v(self):
        print("once")
        return 42
c = C()
print(c.v, c.v, vars(c))
