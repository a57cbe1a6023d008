people = [("Bo", 30), ("Al", 25), ("Cy", 30), ("Di", 25)]
print(sorted(people), sorted(people, key=lambda p: p[1]), sorted(people, key=lambda p: (-p[1], p[0])))
from operator import itemgetter, attrgetter, methodcaller
print(sorted(people, key=itemgetter(1), reverse=True), sorted(people, key=itemgetter(1, 0))[0], list(map(methodcaller("upper"), "ab")))
words = ["banana", "Apple", "cherry", "apple"]
words.sort(key=str.lower)
print(words, sorted(words, key=len), min(words, key=len), max(words, key=lambda w: w.count("p")))
class Loud:
    def __init__(self, n):
        self.n = n
    def __lt__(self, o):
        print(self.n, "<", o.n)
        return self.n < o.n
    def __repr__(self):
        return str(self.n)
print(sorted([Loud(3), Loud(1), Loud(2)]))
print(sorted([True, 2, 0.5]), sorted({"b": 1, "a": 2}), sorted("hello", reverse=True), sorted([[2], [1, 5], [1]]))
def nasty(l):
    l.sort(key=lambda x: l.append(x) or x)
try:
    nasty([2, 1])
except ValueError as e:
    print(e)
