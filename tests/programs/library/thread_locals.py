import threading
class Loud:
    def __del__(self):
        print("gone")
own = threading.local()
own.name = "main's"
def work():
    print(hasattr(own, "name"))
    own.thing = Loud()
thread = threading.Thread(target=work)
thread.start()
thread.join()
print(own.name)
import threading
class L(threading.local):
    count = 0
    def __init__(self, x):
        print("init", x, threading.current_thread().name)
        self.x = x
l = L(5)
l.x = 6
def work():
    print(l.x, l.__dict__)
    l.y = 1
    print(l.__dict__, l.count)
t = threading.Thread(target=work, name="w")
t.start(); t.join()
print(l.__dict__, l.x)
try: l.y
except AttributeError as e: print(e)
try: del l.y
except AttributeError as e: print(e)
try: threading.local(3)
except TypeError as e: print(e)
print(type(threading.local()))
try: l.__dict__ = {}
except AttributeError as e: print(e)
p = threading.local()
try: p.nope
except AttributeError as e: print(e)
class Loud:
    def __init__(self, n): self.n = n
    def __del__(self): print("gone", self.n)
p.a = Loud(1)
p.a = Loud(2)
del p.a
p.a = Loud(3)
del p
print("end")
