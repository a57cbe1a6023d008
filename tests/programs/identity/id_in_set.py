# Ids tell how many different objects a list holds.
rows = [[0] * 3] * 4
print(len(rows), len({id(row) for row in rows}))
rows = [[0] * 3 for _ in range(4)]
print(len(rows), len({id(row) for row in rows}))
cells = [cell for row in rows for cell in row]
print(len(cells), len({id(cell) for cell in cells}))
