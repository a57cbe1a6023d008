import gc, sys
DEFAULT = gc.get_threshold()
gc.disable()
def plain():
    v = [[], [], [], [], [], [], [], [], [], [], [], []]      # 1
    a = 1                                                     # 2
    return a                                                  # 3
def builtin():
    v = [[], [], [], [], [], [], [], [], [], [], [], []]      # 1
    a = len(v)                                                # 2
    a = len(v)                                                # 3
    return a                                                  # 4
def method():
    v = [[], [], [], [], [], [], [], [], [], [], [], []]      # 1
    v.append(1)                                               # 2
    v.append(1)                                               # 3
    return v                                                  # 4
def where(fn, warm):
    lines = []

    def see(phase, info):
        if phase == "start":
            fr = sys._getframe(1)
            lines.append("%s+%d" % (fr.f_code.co_name, fr.f_lineno - fr.f_code.co_firstlineno))
    for _ in range(warm): fn()
    gc.collect()
    gc.callbacks.append(see)
    gc.set_threshold(10, 1000, 1000)
    gc.enable()
    fn()
    gc.disable()
    gc.callbacks.remove(see)
    gc.set_threshold(*DEFAULT)
    return " ".join(lines)
for fn in (plain, builtin, method):
    print(fn.__name__, where(fn, 0), "warm", where(fn, 50), where(fn, 1), where(fn, 2), where(fn,3))
