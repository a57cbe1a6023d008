def make():
    state = {"n": 0}
    def get():
        return state
    def bump():
        state["n"] += 1
    return get, bump
g1, b1 = make()
g2, b2 = make()
b1(); b1(); b2()
print(g1(), g2(), g1() is g1(), g1() is g2())
g1()["n"] = 100
b1()
print(g1())
