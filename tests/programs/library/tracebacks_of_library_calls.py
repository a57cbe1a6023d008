import traceback, decimal, datetime, struct, warnings, pickle, json, random
def show(f):
    try: f()
    except Exception as e:
        print([fr.name for fr in traceback.extract_tb(e.__traceback__)][:3], type(e).__name__, e)
show(lambda: decimal.Decimal("x"))
show(lambda: decimal.Decimal(1)/0)
show(lambda: datetime.date(2023,2,30))
show(lambda: struct.pack("i"))
show(lambda: pickle.loads(b""))
warnings.simplefilter("error")
show(lambda: warnings.warn("w"))
def deep(): raise KeyError("k")
try:
    try: deep()
    except KeyError as e: raise ValueError("v") from e
except ValueError as e:
    t=traceback.format_exc().replace(deep.__code__.co_filename,"F"); print(t)
    print(len(traceback.format_exception(e)), traceback.format_exception(e)[-1])
try: deep()
except KeyError:
    for l in traceback.format_exc(limit=1).splitlines(): print(l.replace(deep.__code__.co_filename,"F"))
e=ValueError("n"); e.add_note("note 1"); print(traceback.format_exception_only(e), "".join(traceback.format_exception(e)))
try: compile("a b","<x>","exec")
except SyntaxError as e: print(traceback.format_exception_only(e))
def rec(n): return rec(n-1) if n else 1/0
try: rec(10)
except ZeroDivisionError as e: print(len(traceback.format_tb(e.__traceback__)), traceback.format_tb(e.__traceback__)[-2].replace(deep.__code__.co_filename,"F"))
