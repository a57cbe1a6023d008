from functools import total_ordering
@total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(map(int, text.split(".")))
    def __eq__(self, o):
        return self.parts == o.parts
    def __lt__(self, o):
        return self.parts < o.parts
    def __hash__(self):
        return hash(self.parts)
    def __repr__(self):
        return ".".join(map(str, self.parts))
vs = [Version(v) for v in ("3.9", "3.10", "2.7", "3.9")]
print(sorted(vs), max(vs), vs[0] >= vs[1], vs[0] <= vs[3], len(set(vs)))
print(vs.index(Version("2.7")), Version("3.10") in vs)
