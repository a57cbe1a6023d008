import gc
gc.collect()
class A:
    instances = []
    def __init__(self):
        self.instances.append(self)
for _ in range(3):
    A()
print(gc.collect(), len(A.instances))
A.instances.clear()
print(gc.collect())
def local_class():
    class B:
        pass
    b = B()
    B.one = b
local_class()
print(gc.collect() > 5)
