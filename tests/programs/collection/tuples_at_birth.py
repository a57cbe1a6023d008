# Which ways of making a tuple give one that the collector tracks.
import gc
is_t = gc.is_tracked
t = tuple([1, "a"])
g = [t, 2]
def f(*a): return a
x=5
print(is_t(t), is_t((t, x)), is_t(tuple(g)), is_t(f(t)), is_t((t,)+(x,)), is_t((x,t)[:1]), is_t((t,)*2), is_t((t,x)*2), is_t(tuple(i for i in g)))
print(is_t((x,x)), is_t(f(x)), is_t((x,)+(x,)), is_t((x,x)*2),is_t(tuple(i for i in (x,))), is_t((x,x,x)[1:]), is_t(tuple([x])), is_t(tuple({x:1}.items())), [is_t(k) for k in {x:1}.items()], [is_t(k) for k in {x:g}.items()], [is_t(k) for k in {x:t}.items()], [is_t(k) for k in zip([x],[t])], [is_t(k) for k in enumerate([t])], [is_t(k) for k in zip([x],[x])])
print(is_t(divmod(7,2)), is_t("a-b".partition("-")), is_t((1.5).as_integer_ratio()), is_t(slice(3).indices(5)))
