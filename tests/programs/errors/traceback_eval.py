def calc(text):
    return eval(text)
print(calc("1 + 2"))
calc("1 + undefined_thing")
