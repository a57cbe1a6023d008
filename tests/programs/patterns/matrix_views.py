grid = [[r * 3 + c for c in range(3)] for r in range(3)]
rows = grid
cols = [[row[c] for row in grid] for c in range(3)]
flat = [x for row in grid for x in row]
print(rows is grid, cols, flat)
grid[0][0] = 99
print(rows[0][0], cols[0][0], flat[0])
view = memoryview(bytearray(range(9)))
part = view[3:6]
part[0] = 200
print(view[3], view.tolist(), part.obj is view.obj)
shared = [grid[0]] * 2
shared[0].append("x")
print(shared, grid[0])
