s = "The quick brown fox"
print(s.upper(), s.lower(), s.title(), s.swapcase(), s.capitalize(), s.casefold())
print(s.find("q"), s.find("z"), s.rfind("o"), s.index("b"), s.count("o"), s.startswith("The"), s.endswith(("x", "y")))
print(s.split(), s.split("o"), s.split(maxsplit=1), s.rsplit(None, 1), s.partition(" "), s.rpartition(" "))
print(s.replace("quick", "slow"), s.replace("o", "0", 1), s.center(25, "*"), s.ljust(22) + "|", s.rjust(22, "-"))
print("  x ".strip() + "|", "xxaxx".strip("x"), "xxa".lstrip("x"), "axx".rstrip("x"), "a\tb".expandtabs(4), "42".zfill(5), "-42".zfill(5))
print("abc".isalpha(), "123".isdigit(), "a1".isalnum(), " ".isspace(), "Ab".istitle(), "abc".isidentifier(), "½".isnumeric(), "²".isdigit(), "²".isdecimal())
print("-".join(["a", "b"]), "a\nb\r\nc".splitlines(), "a\nb".splitlines(True), "prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"))
print("hello".translate(str.maketrans("el", "ip")), "hello".translate({ord("l"): None}), "abc" < "abd", "Z" < "a", max("hello"))
