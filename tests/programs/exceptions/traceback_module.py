import traceback
def f():
    raise ValueError("deep")
def g():
    f()
try:
    g()
except ValueError as e:
    print(traceback.format_exc().splitlines()[-1])
    print([frame.name for frame in traceback.extract_tb(e.__traceback__)])
    print([frame.lineno for frame in traceback.extract_tb(e.__traceback__)])
    print(traceback.format_exception_only(type(e), e))
    tb = e.__traceback__
    while tb:
        print(tb.tb_lineno, tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
