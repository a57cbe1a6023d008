def f(a, b):
    return a + b

value = {"x": [1, 2, None]}
print(f(1, 2) * value["x"][0])
print(f(1, 2) * (value["x"][1] + value["x"][2]))
