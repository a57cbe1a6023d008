import gc
class Resource:
    open_count = 0
    def __init__(self, name):
        self.name = name
        Resource.open_count += 1
    def close(self):
        if self.name:
            print("closing", self.name)
            self.name = None
            Resource.open_count -= 1
    def __enter__(self):
        return self
    def __exit__(self, *exc):
        self.close()
    def __del__(self):
        self.close()
with Resource("with") as r:
    print(Resource.open_count)
Resource("dropped")
x = Resource("explicit")
x.close()
print(Resource.open_count)
cycle = Resource("cycle")
cycle.me = cycle
del cycle
print(Resource.open_count)
gc.collect()
print(Resource.open_count)
