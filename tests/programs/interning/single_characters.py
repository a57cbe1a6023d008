# One-character Latin-1 strings exist once; many others do not.
word = "naïve€"
print([word[i] is "naïve€"[i] for i in range(6)])
print(chr(97) is "a", chr(233) is "é", chr(8364) is chr(8364))
print("abc"[1] is "b", "b" is "cab"[2], list("aa")[0] is list("aa")[1])
print(str(5) is "5", "A".lower() is "a", "%d" % 5 is "5")
print("" is str(), "".join([]) is "", "abc"[3:] is "")
