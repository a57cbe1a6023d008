# The singletons can be had in many ways, but there is one of each.
def nothing():
    pass

print(nothing() is None, {}.get("x") is None, [].sort() is None)
print((1 == 1) is True, bool("x") is True, (not 1) is False)
print(type(None)() is None, type(NotImplemented)() is NotImplemented)
print(... is Ellipsis, type(...)() is ...)
print(bool(0) is False, int(True) is 1 if False else int(True) is int(1))
