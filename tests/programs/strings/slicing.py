s = "abcdefghij"
print(s[2:5], s[:3], s[7:], s[-3:], s[:-3], s[::2], s[1::3], s[::-1], s[8:2:-2], s[100:], s[5:2], s[-100:3])
l = list(s)
print(l[2:5], l[::-1][:2], l[-2::-3], s[slice(1, 4)], slice(1, None, 2).indices(5), slice(None, None, -1).indices(5))
t = tuple(s)
print(t[1:3], range(10)[2:8:2], range(10)[-1], list(range(10)[::-3]), b"hello"[1:3], b"hello"[0])
for i in (10, -11):
    try:
        s[i]
    except IndexError as e:
        print(e)
try:
    s["a"]
except TypeError as e:
    print(e)
try:
    s[::0]
except ValueError as e:
    print(e)
