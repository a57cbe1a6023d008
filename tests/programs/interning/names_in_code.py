def f(argument_name):
    local_name = argument_name.attribute_name
    return global_name
code = f.__code__
print(code.co_varnames, code.co_names, code.co_consts)
print(code.co_varnames[0] is "argument_name", code.co_names[0] is "attribute_name", f.__name__ is "f")
class C:
    def method(self):
        pass
print(C.__name__ is "C", list(C.__dict__)[1] is "method" or "method" in C.__dict__, C.method.__qualname__)
d = dict(some_key=1)
print(next(iter(d)) is "some_key", [k for k in C().__dict__])
