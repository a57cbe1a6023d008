import cProfile, pstats, io
def f(n): return n if n<2 else f(n-1)+f(n-2)
def gen():
    yield 1
    yield 2
class C:
    def m(self): return sorted([3,1])
def work():
    f(8); list(gen()); C().m(); [].append(1); "".join(["a"]); len("x"); str(5); max(1,2)
    try: int("x")
    except ValueError: pass
pr=cProfile.Profile(); pr.enable(); work(); pr.disable()
s=io.StringIO()
st=pstats.Stats(pr, stream=s); st.sort_stats('name').print_stats()
import re
for l in s.getvalue().splitlines():
    print(re.sub(r" \S*/(?=\w+\.py)", " ", re.sub(r"\d+\.\d+", "T", l)))
s=io.StringIO()
pstats.Stats(pr, stream=s).strip_dirs().sort_stats(pstats.SortKey.CALLS).print_stats(2); print(re.sub(r"\d+\.\d+", "T",s.getvalue()))
