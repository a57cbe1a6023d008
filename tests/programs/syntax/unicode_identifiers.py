größe = 5
π = 3.14
变量 = "v"
print(größe, π, 变量, "ﬁ".isidentifier())
class Café:
    naïve = 1
print(Café.naïve, Café.__name__, vars()["größe"])
ﬁeld = 1
print(field)
