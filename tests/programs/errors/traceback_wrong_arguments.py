def area(width, height=1, *, unit="cm"):
    return f"{width * height}{unit}"
print(area(2, unit="m"))
print(area(2, 3, 4))
