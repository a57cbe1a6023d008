class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

def walk(n):
    point = Point(0, 1)
    for i in range(n):
        point.x = point.x + point.y
        point.y = i & 7
    return point.x

print(walk(300_000))
