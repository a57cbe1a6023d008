from concurrent.futures import ThreadPoolExecutor, as_completed, wait
import concurrent.futures, tempfile, os, threading
with ThreadPoolExecutor(max_workers=2) as ex:
    f=ex.submit(pow, 2, 5); print(f.result(), f.done(), f.exception())
    print(list(ex.map(lambda x: x*x, range(5))))
    fs=[ex.submit(lambda i=i: i) for i in range(3)]; print(sorted(x.result() for x in as_completed(fs)), len(wait(fs).done))
    bad=ex.submit(lambda: 1/0)
    try: bad.result()
    except ZeroDivisionError as e: print("caught", e, repr(bad.exception()))
try: ex.submit(print)
except RuntimeError as e: print(e)
with tempfile.TemporaryDirectory() as d:
    p=os.path.join(d,"x"); open(p,"w").write("hi"); print(os.path.exists(p), open(p).read(), os.listdir(d))
print(os.path.exists(d))
with tempfile.NamedTemporaryFile("w+") as t: t.write("abc"); t.flush(); t.seek(0); print(t.read(), os.path.exists(t.name))
print(os.path.exists(t.name))
