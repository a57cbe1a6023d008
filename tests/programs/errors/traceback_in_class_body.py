class Settings:
    base = 10
    ratio = base / 0
    other = 1
