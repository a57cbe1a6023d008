# From 3.14.
try:
    int("x")
except TypeError, ValueError:
    print("caught")
