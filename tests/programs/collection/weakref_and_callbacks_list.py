import gc
gc.collect()
order = []
def cb(phase, info):
    order.append(phase)
def cb2(phase, info):
    order.append(phase + "2")
gc.callbacks.extend([cb, cb2])
gc.collect()
print(order)
gc.callbacks[:] = [cb2]
order.clear()
gc.collect(0)
print(order)
gc.callbacks.clear()
def broken(phase, info):
    raise ValueError("in callback")
gc.callbacks.append(broken)
gc.collect()
gc.callbacks.clear()
print("went on")
