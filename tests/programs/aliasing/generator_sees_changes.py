data = [1, 2, 3]
g = (x * factor for x in data)
factor = 10
data.append(4)
print(list(g))
g = (x for x in data)
data = [9]
print(list(g))
def gen(l):
    for x in l:
        yield x
        l.pop() if len(l) > 2 else None
l = [1, 2, 3, 4]
print(list(gen(l)), l)
