import sys
def hook(kind, value, tb):
    print("hook", kind.__name__, value, tb.tb_lineno)
def unraisable(info):
    print("unraisable", type(info.exc_value).__name__, info.exc_value)
sys.unraisablehook = unraisable
class T:
    def __del__(self):
        raise ValueError("in del")
T()
sys.excepthook = hook
raise KeyError("last")
