import operator as op
from array import array
print(op.add(1, 2), op.mul("a", 3), op.itemgetter(1)("abc"), op.attrgetter("real")(5), op.contains([1], 1), op.is_(None, None), op.not_(0), op.truediv(7, 2), op.getitem({"a": 1}, "a"), op.concat([1], [2]))
a = array("i", [1, 2, 3])
a.append(4); a.extend([5]); a.insert(0, 0)
print(a, a[1], a[1:3], len(a), a.pop(), a.index(3), a.count(1), a.tolist(), a.itemsize, a.typecode, list(reversed(a)), a.tobytes()[:4])
a[0] = 10
print(a, array("d", [1.5]), array("B", b"ab"), array("u", "hi"), a == array("i", [10, 1, 2, 3, 4]), a + a, a * 2, 3 in a)
for f in (lambda: a.append("x"), lambda: array("b", [200]), lambda: array("z"), lambda: a.append(1.5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
