import sys
def constant():
    return sys.getrefcount(123456789)
def variable():
    number = 123456789
    return sys.getrefcount(number)
print(constant(), variable())
