class Connection:
    made = 0
    def __init__(self):
        Connection.made += 1
        self.number = Connection.made
class Pool:
    def __init__(self):
        self.free = []
    def acquire(self):
        return self.free.pop() if self.free else Connection()
    def release(self, c):
        self.free.append(c)
p = Pool()
a = p.acquire()
b = p.acquire()
first = id(a)
p.release(a)
del a
c = p.acquire()
print(id(c) == first, c.number, Connection.made, c is b)
p.release(b); p.release(c)
print([x.number for x in p.free])
