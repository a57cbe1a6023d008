import gc
from collections import deque
from functools import partial
gc.collect()
def count(make):
    make()
    return gc.collect()
def dict_cycle():
    d = {}
    d["self"] = d
def tuple_cycle():
    l = []
    t = (l,)
    l.append(t)
def set_cycle():
    class H:
        pass
    h = H
    s = {h}
    h.s = s
def list_chain():
    a = []
    for _ in range(5):
        a = [a]
    inner = a
    while inner:
        last, inner = inner, inner[0]
    last[0].append(a)
def deque_cycle():
    d = deque()
    d.append(d)
def partial_cycle():
    l = []
    l.append(partial(print, l))
def bound_cycle():
    class B:
        def m(self):
            pass
    b = B()
    b.f = b.m
for f in (dict_cycle, tuple_cycle, list_chain, deque_cycle, partial_cycle):
    print(f.__name__, count(f))
print(count(bound_cycle) > 2)
