import warnings
warnings.simplefilter("always")
def old():
    warnings.warn("use new()", DeprecationWarning, stacklevel=2)
    return 1
print(old())
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    old()
    print(len(w), w[0].category.__name__, w[0].message)
