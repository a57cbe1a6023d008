import gc
x = ["target"]
holder = [x]
d = {"key": x}
t = (x, 1)
referrers = gc.get_referrers(x)
print([r is holder for r in referrers].count(True), [r is d for r in referrers].count(True), [r is t for r in referrers].count(True))
print(any(r is globals() for r in referrers), len(referrers))
class C:
    pass
c = C()
c.v = x
print(any(r is c for r in gc.get_referrers(x)))
c.__dict__
print(any(r is c for r in gc.get_referrers(x)), any(r is c.__dict__ for r in gc.get_referrers(x)))
