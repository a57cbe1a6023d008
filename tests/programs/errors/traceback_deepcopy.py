import copy
def gen():
    yield 1
print(copy.copy([1, 2]))
copy.deepcopy([gen()])
