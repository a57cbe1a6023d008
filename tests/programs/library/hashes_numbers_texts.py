import hashlib
import pprint
import random
import statistics as st
import textwrap
from collections import *
from dataclasses import dataclass
from fractions import Fraction
for n in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    print(hashlib.new(n, b"hello").hexdigest(), getattr(hashlib, n)(b"").hexdigest()[:8], hashlib.new(n, b"x" * 200).hexdigest()[:10])
h = hashlib.sha256()
h.update(b"a")
h.update(b"b")
print(h.hexdigest(), h.name, h.digest_size, h.block_size, len(h.digest()))
random.seed("abc")
print(random.random(), random.randint(1, 10))
random.seed(b"x")
print(random.random())
random.seed(1.5)
print(random.random())
random.seed(-3)
print(random.random(), random.randbytes(5), random.expovariate(1.0), random.triangular(), random.choices([1, 2, 3], weights=[1, 2, 3], k=5), random.sample(range(1000), 30), random.sample("abc", counts=[1, 2, 3], k=4))
t = "The quick brown fox jumps over the lazy dog. A well-known sentence with supercalifragilistic words."
print(textwrap.wrap(t, 20), textwrap.fill(t, 30, initial_indent="* ", subsequent_indent="  "), textwrap.shorten(t, 30), repr(textwrap.dedent("\n   a\n     b\n   c\n")), textwrap.indent("a\nb\n\nc", "> "), textwrap.wrap("supercalifragilistic", 5), textwrap.wrap("a" * 10 + " b", 4, break_long_words=False), sep="\n")
d = {"name": "x" * 30, "list": list(range(30)), "nested": {"a": {"b": ["c" * 40, "d" * 40]}}, "t": (1,), "s": {3, 1, 2}}
pprint.pprint(d)
pprint.pprint(d, width=40, compact=True)
pprint.pp({"b": 1, "a": 2})
print(pprint.pformat([1, [2, [3, [4]]]], depth=2))
pprint.pprint("word " * 30)
pprint.pprint(Counter("a" * 50 + "bc" * 40))
pprint.pprint(OrderedDict((str(i), "v" * 20) for i in range(5)))
pprint.pprint(defaultdict(list, {i: ["x" * 30] for i in range(3)}))
pprint.pprint(deque(["y" * 30] * 4))
@dataclass
class P:
    name: str
    items: list
pprint.pprint(P("n" * 40, ["i" * 40, "j" * 30]))
l = [1]
l.append(l)
print(pprint.isrecursive(l), pprint.isreadable([1]))
print(st.mean([1, 2, 3, 4]), st.mean([1.5, 2]), st.median([3, 1, 2]), st.median([1, 2, 3, 4]), st.mode("aabb"), st.multimode("aabb"), st.stdev([1, 2, 3, 4]), st.pstdev([1, 2, 3, 4]), st.variance([1, 2, 3]), st.pvariance([1, 2, 3, 4]))
print(st.quantiles([1, 2, 3, 4, 5]), st.fmean([1, 2]), st.harmonic_mean([40, 60]), st.linear_regression([1, 2, 3], [2, 4, 6]), st.correlation([1, 2, 3], [1, 2, 3.5]), st.median_low([1, 2, 3, 4]), st.mean([Fraction(1, 2), Fraction(1, 3)]), st.stdev([1.5, 2.5, 2.5, 2.75, 3.25, 4.75]))
try:
    st.mean([])
except st.StatisticsError as e:
    print(e)
