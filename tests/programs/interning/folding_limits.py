# Folding stops where results get large.
def consts(source):
    code = compile(source, "<s>", "eval")
    return [c if len(str(c)) < 20 else type(c).__name__ + str(len(str(c))) for c in code.co_consts]

print(consts("'a' * 4096"))
print(consts("'a' * 4097"))
print(consts("2 ** 64"))
print(consts("2 ** 200"))
print(consts("1 << 127"))
print(consts("(0,) * 256") == [(0,) * 256], consts("(0,) * 257"))
print(consts("1 / 0"))
