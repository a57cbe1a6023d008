import gc
gc.collect()
def make():
    class Local:
        pass
make()
print(gc.collect())
def with_method():
    class Local:
        def m(self):
            pass
    return Local()
with_method()
print(gc.collect())
