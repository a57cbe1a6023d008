a = [[1, 2], [3, 4]]
t = list(zip(*a))
print(t, a)
x = [0] * 3
y = x
x[1] = 5
x = x + [6]
print(x, y)
rows = [[]] * 3
for i, r in enumerate(rows):
    r.append(i)
print(rows)
first, *others = rows
print(first is others[0], others is rows)
print([r is rows[0] for r in rows])
