def first_or_new(l=None):
    if l is None:
        l = []
    return l
a = first_or_new()
b = first_or_new()
c = first_or_new(a)
print(a is b, c is a, a == b)
def extend(l, more):
    l += more
    return l
x = [1]
y = extend(x, [2])
print(x, y, x is y)
t = (1,)
u = extend(t, (2,))
print(t, u, t is u)
