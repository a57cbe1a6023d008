for t in (None, ..., NotImplemented):
    c = type(t)
    for a in ((), (1,)):
        try: print(c(*a) is t)
        except TypeError as e: print(e)
    try: print(c(x=1))
    except TypeError as e: print(e)
    try: c.x = 1
    except TypeError as e: print(e)
    try: 
        class D(c): pass
    except TypeError as e: print(e)
for c in (type(lambda:0), type(iter([])), type((i for i in [])), type(len), type([].append), type({}.keys()), type(Exception().__traceback__), bool, range, slice, type(iter({}))):
    try: c()
    except TypeError as e: print(e)
    try: 
        class D(c): pass
        print('ok', c)
    except TypeError as e: print(e)
