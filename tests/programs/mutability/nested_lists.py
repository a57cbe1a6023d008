# A shallow copy shares the inner lists.
import copy
grid = [[1, 2], [3, 4]]
shallow = list(grid)
deep = copy.deepcopy(grid)
grid[0][0] = 99
grid.append([5])
print(grid)
print(shallow)
print(deep)
print(shallow[0] is grid[0], deep[0] is grid[0])
