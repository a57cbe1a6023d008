import string
print(string.ascii_lowercase, string.digits, string.punctuation, repr(string.whitespace), string.hexdigits)
t = string.Template("$who likes ${what}, $$5")
print(t.substitute(who="Bo", what="tea"), t.safe_substitute(who="Bo"))
try:
    t.substitute(who="Bo")
except KeyError as e:
    print("KeyError", e)
print(string.capwords("hello big world"), string.Formatter().format("{0} {x}", 1, x=2))
