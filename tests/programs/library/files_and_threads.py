import os, os.path
p="memoir_os_test"
os.makedirs(p+"/sub", exist_ok=True)
with open(p+"/f.txt","w") as f: f.write("hello")
print(os.path.exists(p), os.path.isdir(p), os.path.isfile(p+"/f.txt"), os.path.getsize(p+"/f.txt"), sorted(os.listdir(p)))
os.rename(p+"/f.txt", p+"/g.txt"); print(os.listdir(p+"/sub"), os.path.exists(p+"/f.txt"))
for f in (lambda: os.mkdir(p), lambda: os.remove(p+"/zz"), lambda: os.rmdir(p), lambda: os.listdir("nope_x"), lambda: os.fspath(5)):
    try: f()
    except (OSError, TypeError) as e: print(type(e).__name__, e)
os.remove(p+"/g.txt"); os.rmdir(p+"/sub"); os.rmdir(p); print(os.path.exists(p))
os.environ["MY_VAR"]="1"; print(os.environ["MY_VAR"], os.getenv("NOPE_X","d"), "MY_VAR" in os.environ)
try: os.environ["NOPE_X"]
except KeyError as e: print("KeyError", e)
import importlib, contextvars, threading, queue, timeit
m=importlib.import_module("math"); print(m.pi)
v=contextvars.ContextVar("v", default=1); t=v.set(2); print(v.get()); v.reset(t); print(v.get(), contextvars.copy_context().run(lambda: v.get()))
res=[]
ths=[threading.Thread(target=lambda i=i: res.append(i), name=f"t{i}") for i in range(3)]
[t.start() for t in ths]; [t.join() for t in ths]; print(sorted(res), ths[0].is_alive(), ths[0].name, threading.current_thread().name, threading.active_count())
lock=threading.Lock()
with lock: print(lock.locked(), lock.acquire(blocking=False))
e=threading.Event(); threading.Thread(target=e.set).start(); print(e.wait(1), e.is_set())
l=threading.local(); l.x=1
def other(): res.append(hasattr(l,"x"))
t=threading.Thread(target=other); t.start(); t.join(); print(res[-1], l.x, l.__dict__)
q=queue.Queue(); q.put(1); q.put(2); print(q.get(), q.qsize(), q.empty()); pq=queue.PriorityQueue(); [pq.put(x) for x in (3,1,2)]; print(pq.get())
try: queue.Queue().get_nowait()
except queue.Empty as e: print("empty", repr(e), type(e))
def boom(): raise ValueError("x")
print(type(timeit.timeit("x=1", number=10)), threading.main_thread() is threading.current_thread())
r=threading.RLock()
with r:
    with r: pass
try: threading.Lock().release()
except RuntimeError as e: print(e)
try: t.start()
except RuntimeError as e: print(e)
