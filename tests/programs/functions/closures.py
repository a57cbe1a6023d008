def make_adder(n):
    def add(x):
        return x + n
    return add
add5, add10 = make_adder(5), make_adder(10)
print(add5(1), add10(1), add5.__closure__[0].cell_contents, add5.__code__.co_freevars)
def average():
    total = count = 0
    def add(x):
        nonlocal total, count
        total += x
        count += 1
        return total / count
    return add
avg = average()
print(avg(10), avg(20), avg(60))
print([c.cell_contents for c in avg.__closure__], avg.__code__.co_freevars)
x = "global"
def outer():
    x = "outer"
    def inner():
        global x
        return x
    return inner(), x
print(outer())
