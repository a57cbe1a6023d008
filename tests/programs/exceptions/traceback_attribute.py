class Config:
    colour = "red"

c = Config()
print(c.colour)
print(c.color)
