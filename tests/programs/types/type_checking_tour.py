values = [1, 1.0, "s", b"b", None, True, [], (), {}, set(), range(1), lambda: 0, print, int, object(), ..., NotImplemented, slice(1), iter([]), (x for x in ()), Exception(), type, [].append]
for v in values:
    print(type(v).__name__, isinstance(v, object), callable(v), bool(v) if v is not NotImplemented else "-", hasattr(v, "__dict__"), hasattr(v, "__iter__"), type(v).__module__)
