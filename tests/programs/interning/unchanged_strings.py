# Methods that change nothing often return the very same string.
s = "some text here"
print(s.strip() is s, s.replace("q", "z") is s, s.ljust(3) is s, s.expandtabs() is s)
print(s.lower() is s, s.casefold() is s, s.title() is s, s.encode().decode() is s)
print(s + "" is s, "" + s is s, s * 1 is s, f"{s}" is s, "%s" % s is s, "{}".format(s) is s)
print(str(s) is s, "".join([s]) is s, "".join([s, ""]) is s, s[:] is s, s[0:] is s, s[0:14] is s)
print(s.split("q")[0] is s, s.partition("q")[0] is s, s.removeprefix("q") is s, s.zfill(2) is s)
