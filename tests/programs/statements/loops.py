for i in range(5):
    if i == 3:
        break
else:
    print("not reached")
print(i)
for i in []:
    pass
else:
    print("empty else", i)
n = 10
while n > 0:
    n -= 3
    if n == 4:
        continue
    print(n, end=" ")
else:
    print("while else")
for x in (y for y in "abc" if y != "b"):
    print(x, end=",")
print()
for i in range(3):
    for j in range(3):
        if j == i:
            break
        print(i, j)
    else:
        print("full", i)
i = 100
for i in range(2):
    i += 10
print(i, [i for i in range(3)], i)
