total = (1 + 2 +
         3 * 4 -
         5)
text = ("one "
        "two "
        f"{total}")
values = {
    "a": [1,
          2],
    **{"b": 3},
}
result = total \
    + 1
print(total, text, values, result, (lambda *, a=1: a)(), [*range(3), *"ab"][-1])
x = y = z = 0; x += 1; print(x, y, z)
if x: print("one line")
for i in range(2): print(i, end=" ")
print()
class A: pass
def f(): return 1
print(f(), A().__class__.__name__); pass; ...
