# Any expression in f-strings, from 3.12.
names = ["a", "b"]
print(f"{", ".join(names)}")
print(f"{f"{f"{1 + 1}"}"}")
print(f"{
    names[0]  # a comment
}")
