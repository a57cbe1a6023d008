# Each level of a recursion binds the object again.
import sys

def down(thing, depth):
    if depth == 0:
        return sys.getrefcount(thing)
    return down(thing, depth - 1)

def down_held(thing, depth):
    mine = thing
    if depth == 0:
        return sys.getrefcount(mine)
    return down_held(mine, depth - 1)

x = object()
for depth in range(4):
    print(depth, down(x, depth), down_held(x, depth), down(object(), depth))
